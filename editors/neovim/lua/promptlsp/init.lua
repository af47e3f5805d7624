--- PromptLsp for Neovim 0.7.2 and later. Thin: everything but the drawing comes from the server.
local M = { is_set_up = false }

--- Takes settings (see :help promptlsp-settings) and has prompts, suites and promptlsp.yaml served.
---@param settings table|nil
function M.setup(settings)
  require('promptlsp.config').set(settings or {})
  M.is_set_up = true
  vim.api.nvim_set_hl(0, 'PromptLspInlayHint', { default = true, link = 'Comment' })
  require('promptlsp.commands').create()
  require('promptlsp.client').enable()
end

return M
