using Npgsql;

namespace Beckon.Storage;

/// <summary>Reads the <c>postgres://</c> URLs that hosting platforms hand out.</summary>
public static class PostgresUrl
{
    // libpq's names, from https://www.postgresql.org/docs/current/libpq-connect.html; others are tried as Npgsql's own.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["target_session_attrs"] = "Target Session Attributes",
        ["options"] = "Options",
    };

    public static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    public static string ToConnectionString(string url)
    {
        if (!Uri.TryCreate(WithHost(url), UriKind.Absolute, out var parts))
        {
            throw new StorageException(
                "BECKON_DATABASE is not a valid URL. It looks like postgres://user:password@host:5432/beckon, "
                + "with special characters of the password percent-encoded (/ as %2F, # as %23, @ as %40).");
        }
        var settings = new NpgsqlConnectionStringBuilder();
        if (parts.Host.Length > 0) settings.Host = parts.Host.Trim('[', ']');
        if (parts.Port > 0) settings.Port = parts.Port;
        var user = parts.UserInfo.Split(':', 2);
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) settings.Password = Uri.UnescapeDataString(user[1]);
        var database = Uri.UnescapeDataString(parts.AbsolutePath.TrimStart('/'));
        if (database.Length > 0) settings.Database = database;
        foreach (var parameter in parts.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Add(settings, parameter);
        if (string.IsNullOrEmpty(settings.Host)) settings.Host = "localhost";
        return settings.ConnectionString;
    }

    private static void Add(NpgsqlConnectionStringBuilder settings, string parameter)
    {
        var pair = parameter.Split('=', 2);
        var name = Uri.UnescapeDataString(pair[0]);
        var value = pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "";
        var keyword = Names.GetValueOrDefault(name, name);
        // Npgsql writes verify-full and read-write without the dash.
        if (keyword is "SSL Mode" or "Target Session Attributes") value = value.Replace("-", "", StringComparison.Ordinal);
        try
        {
            settings[keyword] = value;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StorageException($"BECKON_DATABASE has a parameter that cannot be used: {name}. Remove it or mend its value.", exception);
        }
    }

    // Platforms that connect over a socket leave the host away: postgres://user:password@/beckon?host=/socket
    private static string WithHost(string url)
    {
        var begin = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var length = url.AsSpan(begin).IndexOfAny('/', '?', '#');
        var end = length < 0 ? url.Length : begin + length;
        return url[end - 1] == '@' ? url.Insert(end, "localhost") : url;
    }
}
