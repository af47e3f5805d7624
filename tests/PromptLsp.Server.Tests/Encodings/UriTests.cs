using CsCheck;

namespace PromptLsp.Server.Tests.Encodings;

public sealed class UriTests
{
    [Theory]
    [InlineData("file:///w/a.prompt", "/w/a.prompt")]
    [InlineData("file:///w/a%20b/%C3%A4%23.prompt", "/w/a b/ä#.prompt")]
    [InlineData("FILE:///w/a.prompt", "/w/a.prompt")]
    [InlineData("file://localhost/w/a.prompt", "/w/a.prompt")]
    [InlineData("file:///w/x/../a.prompt?q#f", "/w/a.prompt")]
    [InlineData("untitled:Untitled-1", "untitled:Untitled-1")]
    [InlineData("file:///w/%00", "file:///w/%00")]
    [InlineData("file://nothing", "file://nothing")]
    public void A_uri_means_a_path(string uri, string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of this form are those of other systems");

        Assert.Equal(path, FromProto.Path(uri));
    }

    [Fact]
    public void A_path_comes_back_from_its_uri() =>
        Gen.String[Gen.Char["abc /%#?&+ä日\u0301:;=@'()"], 1, 20].Where(name => !name.Split('/').Any(part => part is "" or "." or "..")).Sample(name =>
            Assert.Equal("/w/" + name, FromProto.Path(ToProto.Uri("/w/" + name))));

    [Theory]
    [InlineData("file:///w/", "/w")]
    [InlineData("file:///", "/")]
    [InlineData("/w/project/", "/w/project")]
    public void A_folder_has_no_slash_at_its_end(string given, string expected) => Assert.Equal(expected, FromProto.Folder(given));
}
