" Prompt templates: YAML front matter, role lines, Scriban and Liquid tags.
if exists('b:current_syntax')
  finish
endif

syntax include @promptlspYaml syntax/yaml.vim
unlet! b:current_syntax

syntax region promptlspFrontMatter matchgroup=promptlspFence start=/\%^---\s*$/ end=/^---\s*$/ keepend contains=@promptlspYaml

syntax match promptlspRole /^\%(system\|user\|assistant\|developer\|tool\):\s*$/
syntax match promptlspEscape /^\\\ze\%(system\|user\|assistant\|developer\|tool\):\s*$/

" A tag that is not closed ends at the next role line, so that one slip does not colour the rest of the file.
syntax region promptlspTag matchgroup=promptlspBrace start=/{{[-~]\?/ end=/[-~]\?}}/ end=/\ze\n\%(system\|user\|assistant\|developer\|tool\):\s*$/ contains=@promptlspCode,promptlspKeyword,promptlspComment
syntax region promptlspLiquid matchgroup=promptlspBrace start=/{%-\?/ end=/-\?%}/ end=/\ze\n\%(system\|user\|assistant\|developer\|tool\):\s*$/ contains=@promptlspCode,promptlspLiquidKeyword
syntax region promptlspLiquidComment matchgroup=promptlspBrace start=/{%-\?\s*comment\s*-\?%}/ end=/{%-\?\s*endcomment\s*-\?%}/
syntax region promptlspRaw matchgroup=promptlspBrace start=/{%-\?\s*raw\s*-\?%}/ end=/{%-\?\s*endraw\s*-\?%}/
syntax region promptlspRaw matchgroup=promptlspBrace start=/{\z(%\+\){/ end=/}\z1}/

syntax cluster promptlspCode contains=promptlspString,promptlspNumber,promptlspConstant,promptlspFunction,promptlspVariable,promptlspProperty,promptlspOperator
syntax match promptlspOperator contained /[-+*\/%=<>!?&|]/
syntax match promptlspVariable contained /\%(\.\)\@1<!\<\h\w*/
syntax match promptlspProperty contained /\.\@1<=\h\w*/
syntax match promptlspFunction contained /\%(|>\?\s*\)\@4<=\h\w*\%(\.\h\w*\)*/
syntax match promptlspFunction contained /\<\%(array\|date\|html\|math\|object\|regex\|string\|timespan\)\.\h\w*/
syntax match promptlspNumber contained /\<\d\+\%(\.\d\+\)\?\>/
syntax keyword promptlspConstant contained true false null nil empty blank
syntax keyword promptlspKeyword contained if else end for in while break continue func do ret capture with wrap import include include_join readonly case when tablerow
syntax keyword promptlspLiquidKeyword contained if elsif else endif unless endunless case when endcase for in endfor break continue limit offset reversed cycle tablerow endtablerow assign capture endcapture increment decrement include render with as and or contains
syntax match promptlspComment contained /#.\{-}\ze\%([-~]\?}}\|$\)/
syntax region promptlspComment contained start=/##/ end=/##/ end=/\ze[-~]\?}}/
syntax region promptlspString contained oneline start=/"/ skip=/\\./ end=/"/ end=/$/
syntax region promptlspString contained oneline start=/'/ skip=/\\./ end=/'/ end=/$/
syntax region promptlspString contained start=/`/ end=/`/

highlight default link promptlspFence Delimiter
highlight default link promptlspRole Title
highlight default link promptlspEscape SpecialChar
highlight default link promptlspBrace PreProc
highlight default link promptlspKeyword Statement
highlight default link promptlspLiquidKeyword Statement
highlight default link promptlspVariable Identifier
highlight default link promptlspProperty Identifier
highlight default link promptlspFunction Function
highlight default link promptlspOperator Operator
highlight default link promptlspString String
highlight default link promptlspNumber Number
highlight default link promptlspConstant Constant
highlight default link promptlspComment Comment
highlight default link promptlspLiquidComment Comment
highlight default link promptlspRaw String

" Front matter begins at the first line only, so that colouring has to begin there too.
syntax sync fromstart

let b:current_syntax = 'promptlsp'
