namespace Beckon.Server.Commands;

/// <summary>What a command ends with, for scripts.</summary>
public static class ExitCode
{
    /// <summary>All of it was done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done, or not to the end; the last line of the error output says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int NotUnderstood = 2;

    /// <summary>It was done, but for what was refused.</summary>
    public const int SomeRefused = 3;
}
