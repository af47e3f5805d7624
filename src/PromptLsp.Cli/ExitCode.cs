namespace PromptLsp.Cli;

/// <summary>What the process ends with.</summary>
public static class ExitCode
{
    /// <summary>All well.</summary>
    public const int Ok = 0;

    /// <summary>Findings, failed tests, or input lines that could not be read.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>A provider, the network, the store or another part of the machine failed.</summary>
    public const int Infrastructure = 5;

    /// <summary>The user stopped it; what had finished is kept.</summary>
    public const int Interrupted = 130;
}
