namespace PromptLsp.Syntax.Diagnostics;

/// <summary>The codes of all findings. A code never changes its meaning; README lists them.</summary>
public static class DiagnosticCodes
{
    /// <summary>YAML that cannot be parsed.</summary>
    public const string YamlSyntax = "PL0001";

    /// <summary>A key that stands twice in a mapping.</summary>
    public const string DuplicateKey = "PL0002";

    /// <summary>A key that means nothing here.</summary>
    public const string UnknownKey = "PL0003";

    /// <summary>A value of the wrong type or outside its range.</summary>
    public const string InvalidValue = "PL0004";

    /// <summary>Front matter that opens and never closes.</summary>
    public const string UnclosedFrontMatter = "PL0005";

    /// <summary>Bytes that are no UTF-8.</summary>
    public const string InvalidEncoding = "PL0006";

    /// <summary>A key that must be there and is not.</summary>
    public const string MissingKey = "PL0007";

    /// <summary>The template engine's own syntax error.</summary>
    public const string TemplateSyntax = "PL0101";

    /// <summary>A tag that opens and never closes.</summary>
    public const string UnclosedTag = "PL0102";

    /// <summary>A string that opens and never closes.</summary>
    public const string UnterminatedString = "PL0103";

    /// <summary>A block without <c>end</c>, or an <c>end</c> without block.</summary>
    public const string UnbalancedBlock = "PL0104";

    /// <summary>A Liquid tag or filter that does not exist.</summary>
    public const string UnknownFunction = "PL0105";

    /// <summary>A line that nearly is a role line.</summary>
    public const string NearRoleLine = "PL0201";

    /// <summary>Text before the first role line.</summary>
    public const string TextBeforeFirstRole = "PL0202";

    /// <summary>A role line where none can stand, such as in a capture.</summary>
    public const string MisplacedRoleLine = "PL0203";

    /// <summary>A message without content.</summary>
    public const string EmptyMessage = "PL0204";

    /// <summary>A variable that nothing declares.</summary>
    public const string UndefinedVariable = "PL0301";

    /// <summary>An input that the template never uses.</summary>
    public const string UnusedInput = "PL0302";

    /// <summary>A value that does not fit its input's declaration.</summary>
    public const string ValueTypeMismatch = "PL0303";

    /// <summary>An input of type messages that does not stand alone on its line.</summary>
    public const string MessagesNotAlone = "PL0304";

    /// <summary>An untrusted input in a system or developer message.</summary>
    public const string UntrustedInSystem = "PL0305";

    /// <summary>A property that the input's declaration does not have.</summary>
    public const string UnknownProperty = "PL0306";

    /// <summary>A partial that does not exist.</summary>
    public const string PartialNotFound = "PL0401";

    /// <summary>A partial outside the workspace, by path or by link.</summary>
    public const string PartialOutsideWorkspace = "PL0402";

    /// <summary>A partial that includes itself.</summary>
    public const string PartialCycle = "PL0403";

    /// <summary>A partial's path that is computed and so cannot be checked.</summary>
    public const string PartialNotStatic = "PL0404";

    /// <summary>An error while rendering: a limit, or a value that does not fit.</summary>
    public const string RenderError = "PL0501";

    /// <summary>The prompt is larger than the context window or its own budget.</summary>
    public const string OverBudget = "PL0601";

    /// <summary>Text that would be cut.</summary>
    public const string WouldBeCut = "PL0602";

    /// <summary>An input larger than its own limit.</summary>
    public const string InputOverLimit = "PL0603";

    /// <summary>A model that the catalogue does not know.</summary>
    public const string UnknownModel = "PL0604";

    /// <summary>Text that looks like a special token of a model.</summary>
    public const string SpecialTokenLiteral = "PL0609";
    /// <summary>Rows of suites with which the prompt is larger than the context window or its own budget.</summary>
    public const string RowsOverBudget = "PL0605";

    /// <summary>An index that the configuration does not name.</summary>
    public const string UnknownIndex = "PL0701";

    /// <summary>A file that a suite or prompt names and that does not exist.</summary>
    public const string FileNotFound = "PL0702";

    /// <summary>A tool that no provider would take.</summary>
    public const string InvalidTool = "PL0703";

    /// <summary>An assertion type that does not exist.</summary>
    public const string UnknownAssertion = "PL0801";

    /// <summary>An assertion whose value does not fit its type.</summary>
    public const string InvalidAssertion = "PL0802";

    /// <summary>A key, a token or a password in a row of a suite.</summary>
    public const string SecretInRow = "PL0803";

    /// <summary>Personal data in a row of a suite.</summary>
    public const string PersonalDataInRow = "PL0804";

    /// <summary>A value of a row that reads like a prompt injection.</summary>
    public const string InjectionInRow = "PL0805";
}
