if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring={{##\ %s\ ##}}
setlocal matchpairs+={:}
setlocal linebreak
let b:match_words = '{{:}},{%:%}'
let b:undo_ftplugin = 'setlocal commentstring< matchpairs< linebreak< | unlet! b:match_words'
