using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Beckon.Storage;

/// <summary>Which database to use: a server of one's own (BECKON_DATABASE), or else the embedded one in the data folder (BECKON_DATA).</summary>
public sealed record DatabaseOptions
{
    private const string DefaultDataFolder = "./data";
    private const int MostConnections = 30;

    /// <summary>What BECKON_DATABASE says, as Npgsql reads it; null for the embedded database.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The full path of the data folder.</summary>
    public required string DataFolder { get; init; }

    public static DatabaseOptions From(IConfiguration configuration)
    {
        var folder = configuration["BECKON_DATA"] is { Length: > 0 } data ? data : DefaultDataFolder;
        var database = configuration["BECKON_DATABASE"]?.Trim();
        return new DatabaseOptions
        {
            DataFolder = Path.GetFullPath(folder),
            ConnectionString = string.IsNullOrEmpty(database) ? null : Read(database),
        };
    }

    /// <summary>A source of connections with the settings that Beckon works with where the connection string leaves them open.</summary>
    /// <param name="connectionString">Where the database is.</param>
    /// <param name="applicationName">How the connections are named in the database.</param>
    public static NpgsqlDataSource Source(string connectionString, string applicationName = "beckon")
    {
        DapperRules.Use();
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // The same few dozen statements run all day: the server keeps their plans.
        var given = settings.Keys.ToHashSet();
        SetUnlessGiven("Max Auto Prepare", 100);
        SetUnlessGiven("Auto Prepare Min Usages", 2);
        SetUnlessGiven("Maximum Pool Size", MostConnections);
        SetUnlessGiven("Keepalive", 30);
        // Settings are made for a transaction alone and locks are let go of by whoever took them: there is nothing to reset.
        SetUnlessGiven("No Reset On Close", true);
        // Never another: a node that is taken for dead has its connections ended by this name.
        settings.ApplicationName = applicationName;
        return NpgsqlDataSource.Create(settings);

        void SetUnlessGiven(string keyword, object value)
        {
            if (!given.Contains(keyword)) settings[keyword] = value;
        }
    }

    // The messages never quote the text: it may hold a password.
    private static string Read(string database)
    {
        if (PostgresUrl.IsUrl(database)) return PostgresUrl.ToConnectionString(database);
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(database);
            if (!string.IsNullOrEmpty(settings.Host)) return settings.ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StorageException(
                "BECKON_DATABASE cannot be read. It must be a URL such as postgres://user:password@host:5432/beckon "
                + "or a Npgsql connection string such as Host=host;Username=user;Password=password;Database=beckon.",
                exception);
        }
        throw new StorageException("BECKON_DATABASE names no host. Add Host=… to it, or leave BECKON_DATABASE away to use the embedded database.");
    }
}
