namespace PromptLsp.Models.Fetching;

/// <summary>A file of a repository.</summary>
/// <param name="Path">Relative, checked.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Checksum">What its bytes must give.</param>
internal sealed record RemoteFile(string Path, long Bytes, FileChecksum Checksum);
