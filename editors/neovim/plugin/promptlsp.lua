if vim.g.loaded_promptlsp then
  return
end
vim.g.loaded_promptlsp = true

-- init.lua runs before this file: whoever called setup there has said all.
if not require('promptlsp').is_set_up then
  require('promptlsp').setup(vim.g.promptlsp)
end
