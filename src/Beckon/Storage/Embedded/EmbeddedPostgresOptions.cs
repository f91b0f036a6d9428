namespace Beckon.Storage.Embedded;

/// <summary>Where the embedded PostgreSQL keeps its data, and what it is told beside its usual settings.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The data folder of Beckon. The database lies in <c>postgres</c> below it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder with <c>bin</c>, <c>lib</c> and <c>share</c>: the build puts it beside the program.</summary>
    public string Binaries { get; init; } = Path.Combine(AppContext.BaseDirectory, "postgres");

    /// <summary>Settings that win over Beckon's own, such as <c>fsync=off</c> in tests.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a start or a stop may take: recovery after a crash replays what was written since the last checkpoint.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
