namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>Every recorded case whose verdict here is another one, by name, with the reason.</summary>
internal static class Exceptions
{
    private const string NoValue = "equals without a value compares with the text 'undefined' there (a listed fault); here it is an error";
    private const string NoEngine = "only {{ name }} and {{ name.member }} are replaced; expressions, tags and comments of a template engine are plain text";
    private const string TypedReference = "a value that is one reference is the variable itself, not JavaScript's text of it";
    private const string Undefined = "a name that the test does not have stays as text; it is not the empty text";
    private const string InObjects = "references in objects are replaced as in lists (the difference is a listed fault)";
    private const string PlainBraces = "braces that are no reference are plain text, not a broken template";
    private const string RealJson = "contains-json there reads YAML between braces (a listed fault); here it is JSON, and lists count";
    private const string Weight = "weight 0 forces a pass there (a listed fault); here the verdict is shown and counts for nothing";
    private const string Unknown = "what is not known is unmeasured, not an error";

    public static Dictionary<string, (string Verdict, string Reason)> OfSingle()
    {
        var all = new Dictionary<string, (string, string)>();
        Add(all, NoValue, "error", "s0045 s0046 s0047");
        Add(all, "{\"z\":-0} equals {\"z\":0} (the difference is a listed fault)", "pass", "s0069");
        Add(all, NoEngine, "fail", "s0081 s0082 s0087 s0101 s0102 s0103 s0221 s0222");
        Add(all, TypedReference, "fail", "s0083 s0085");
        Add(all, TypedReference, "pass", "s0084 s0086");
        Add(all, Undefined, "fail", "s0090 s0092 s0151");
        Add(all, Undefined, "pass", "s0091");
        Add(all, InObjects, "pass", "s0095");
        Add(all, InObjects, "fail", "s0096");
        Add(all, PlainBraces, "pass", "s0099");
        Add(all, PlainBraces, "fail", "s0100");
        Add(all, "ends-with is a type here", "pass", "s0284");
        Add(all, "schemas of draft 2020-12 are read (that they throw is a listed fault)", "pass", "s0491");
        Add(all, RealJson, "pass", "s0528 s0539 s0553 s0554 s0557 s0559 s0560 s0561 s0563 s0564 s0565 s0586 s0587 s1093 s1094");
        Add(all, RealJson, "fail", "s0530 s0531 s0534 s0536 s0537 s0538 s0540 s0541 s0542 s0551 s0562");
        Add(all, "an output that is an object is its JSON, not nothing", "fail", "s0827");
        Add(all, "an output that is an object is its JSON, not nothing", "pass", "s0847");
        Add(all, Unknown, "unmeasured", "s1012 s1019 s1045 s1046 s1047 s1048 s1049 s1050 s1051 s1052");
        Add(all, "not-perplexity without a threshold passes always there (a listed fault)", "fail", "s1054");
        Add(all, Weight, "fail", "s1066 s1069");
        Add(all, "a negative weight is an error (scores above 1 are a listed fault)", "error", "s1071");
        return all;
    }

    private static void Add(Dictionary<string, (string Verdict, string Reason)> all, string reason, string verdict, string ids)
    {
        foreach (var id in ids.Split(' '))
        {
            all.Add(id, (verdict, reason));
        }
    }
}
