" Opens a page in Vim with ALE and the set-up that is in editors/, writes down what is shown, saves, and leaves.
set nocompatible noswapfile encoding=utf-8
packadd ale
execute 'source' fnameescape($SETUP)
filetype on
execute 'edit' fnameescape($PAGE)
setfiletype markdown

function! WaitFor(done) abort
  for _ in range(400)
    if eval(a:done) | return | endif
    sleep 50m
  endfor
endfunction

call WaitFor('!empty(getloclist(0))')
let s:told = {'found': map(getloclist(0), {_, one -> [one.lnum, one.col, matchstr(one.text, '^[a-z-]*')]})}
let s:before = b:changedtick
write
call WaitFor('b:changedtick != s:before && !&modified')
call writefile([json_encode(s:told)], $TOLD)
qall!
