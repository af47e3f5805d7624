--- Read-only buffers that hold what the server's commands answer.
local M = {}

local filetypes = { plaintext = 'text' }

local function buffer_of(name)
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(bufnr) == name then
      return bufnr
    end
  end
  local bufnr = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_name(bufnr, name)
  return bufnr
end

--- Shows a result beside the window in front; the last one of the same title is replaced.
---@param result table `{ title, languageId, text }`
function M.show(result)
  local bufnr = buffer_of('promptlsp-result://' .. result.title)
  vim.bo[bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(result.text, '\r?\n'))
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].filetype = filetypes[result.languageId] or result.languageId
  if vim.fn.bufwinid(bufnr) == -1 then
    local window = vim.api.nvim_get_current_win()
    vim.cmd('rightbelow vertical sbuffer ' .. bufnr)
    vim.api.nvim_set_current_win(window)
  end
  return bufnr
end

return M
