using System.Security.Cryptography;
using System.Text;

namespace Beckon.Storage.Embedded;

/// <summary>The names of everything that the embedded database keeps in the data folder.</summary>
internal sealed class ClusterFolder(string dataFolder)
{
    public const string PasswordName = "beckon.password";

    // The length of sun_path on Linux (108, on macOS 104) less ".s.PGSQL.5432", its slash and the closing zero.
    private const int LongestSocketFolder = 88;

    public string DataFolder { get; } = Path.GetFullPath(dataFolder);

    public string Cluster => Path.Combine(DataFolder, "postgres");

    /// <summary>Where the cluster is made: it gets its real name when it is whole, so that a crash leaves no half of one.</summary>
    public string Unfinished => Path.Combine(DataFolder, "postgres.new");

    public string UnfinishedPassword => Path.Combine(DataFolder, "postgres.new.password");

    public string Password => Path.Combine(Cluster, PasswordName);

    public string Version => Path.Combine(Cluster, "PG_VERSION");

    public string ProcessFile => Path.Combine(Cluster, "postmaster.pid");

    public string LockFile => Path.Combine(DataFolder, "beckon.lock");

    public string LogFile => Path.Combine(DataFolder, "postgres.log");

    public bool Exists => File.Exists(Version);

    /// <summary>Shown by the operating system with each process of this cluster: by it a later start knows them again.</summary>
    public string ProcessName =>
        "beckon-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Cluster)).AsSpan(0, 8));

    /// <summary>Whether a Unix socket can lie in the folder. PostgreSQL takes a list of folders there, hence the comma.</summary>
    public bool CanHoldSocket =>
        !OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(Cluster) <= LongestSocketFolder && !Cluster.AsSpan().ContainsAny(",\"");
}
