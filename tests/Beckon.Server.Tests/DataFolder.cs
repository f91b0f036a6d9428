namespace Beckon.Server.Tests;

/// <summary>A new folder for a program's data, gone with the test.</summary>
public sealed class DataFolder : IDisposable
{
    public DataFolder()
    {
        // The embedded database runs under another user and must be able to enter.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("beckon-data-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
