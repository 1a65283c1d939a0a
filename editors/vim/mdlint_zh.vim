" Findings while you write, and repair on save, by ALE. Its own client of language servers counts characters where Vim
" counts bytes, so it is the command that is asked.

function! MdlintZhFindings(buffer, lines) abort
  let l:pattern = '\v:(\d+):(\d+): (error|warning|info) (\S+) (.*)$'
  let l:found = []
  for l:match in ale#util#GetMatches(a:lines, l:pattern)
    call add(l:found, {
    \ 'lnum': str2nr(l:match[1]), 'col': str2nr(l:match[2]),
    \ 'type': toupper(l:match[3][0]), 'code': l:match[4], 'text': l:match[5],
    \})
  endfor
  return l:found
endfunction

function! MdlintZhFormat(buffer) abort
  return {'command': 'mdlint-zh format - --stdin-filename %s'}
endfunction

call ale#linter#Define('markdown', {
\ 'name': 'mdlint_zh',
\ 'executable': 'mdlint-zh',
\ 'command': '%e check - --output-format concise --column-unit utf-8 --stdin-filename %s',
\ 'callback': 'MdlintZhFindings',
\})
call ale#fix#registry#Add('mdlint_zh', 'MdlintZhFormat', ['markdown'], 'Repair pages with mdlint-zh.')

let g:ale_linters = extend(get(g:, 'ale_linters', {}), {'markdown': ['mdlint_zh']})
let g:ale_fixers = extend(get(g:, 'ale_fixers', {}), {'markdown': ['mdlint_zh']})
let g:ale_fix_on_save = 1
