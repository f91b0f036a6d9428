using System.Security.Cryptography;

namespace Beckon.Storage.Embedded;

/// <summary>Makes the database's files at the first start.</summary>
internal static class ClusterMaker
{
    private const string ServerVersion = "18";

    public static async Task EnsureAsync(ClusterFolder folder, Runner runner, bool durable, CancellationToken ct)
    {
        if (!folder.Exists) await MakeAsync(folder, runner, durable, ct);
        else await runner.OwnAsync(folder.Cluster, ct);
        var version = (await File.ReadAllTextAsync(folder.Version, ct)).Trim();
        if (version != ServerVersion)
        {
            throw new StorageException(
                $"The database in {folder.Cluster} was made by PostgreSQL {version}; this Beckon carries PostgreSQL {ServerVersion}. "
                + "Run the version of Beckon that made it, or restore a backup into a new data folder.");
        }
        if (!File.Exists(folder.Password))
            throw new StorageException($"The embedded database's password file {folder.Password} is missing. Restore the data folder from a backup.");
    }

    private static async Task MakeAsync(ClusterFolder folder, Runner runner, bool durable, CancellationToken ct)
    {
        if (Directory.Exists(folder.Cluster) && Directory.EnumerateFileSystemEntries(folder.Cluster).Any())
        {
            throw new StorageException(
                $"{folder.Cluster} is not empty and holds no database. Empty it, or choose another data folder with --data (BECKON_DATA).");
        }
        if (Directory.Exists(folder.Unfinished)) Directory.Delete(folder.Unfinished, recursive: true);
        Directory.CreateDirectory(folder.Unfinished);
        await WritePasswordAsync(folder.UnfinishedPassword, ct);
        await runner.OwnAsync(folder.Unfinished, ct);
        await runner.OwnAsync(folder.UnfinishedPassword, ct);
        string[] unsynced = durable ? [] : ["--no-sync"];
        var made = await Command.RunAsync(
            runner.Words("initdb", [
                "-D", folder.Unfinished, "-U", EmbeddedPostgres.User, $"--pwfile={folder.UnfinishedPassword}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", .. unsynced]),
            ct);
        if (!made.Succeeded)
            throw new StorageException($"The embedded database could not be made in {folder.Unfinished}: {made.Output}");
        File.Move(folder.UnfinishedPassword, Path.Combine(folder.Unfinished, ClusterFolder.PasswordName));
        if (Directory.Exists(folder.Cluster)) Directory.Delete(folder.Cluster);
        Directory.Move(folder.Unfinished, folder.Cluster);
    }

    private static async Task WritePasswordAsync(string path, CancellationToken ct)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new StreamWriter(path, options);
        await file.WriteLineAsync(RandomNumberGenerator.GetHexString(40, lowercase: true).AsMemory(), ct);
    }
}
