-- A user's init.lua: the plugin on the runtime path, its server named.
vim.opt.runtimepath:prepend(os.getenv('PROMPTLSP_PLUGIN'))
vim.cmd('filetype plugin indent on')
vim.cmd('syntax on')
require('promptlsp').setup({ cmd = { os.getenv('PROMPTLSP_SERVER'), 'serve', '--stdio' } })
