autocmd BufRead,BufNewFile *.prompt setfiletype promptlsp
