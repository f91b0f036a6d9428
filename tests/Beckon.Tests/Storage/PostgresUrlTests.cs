using Beckon.Storage;
using Npgsql;

namespace Beckon.Tests.Storage;

public sealed class PostgresUrlTests
{
    [Fact]
    public void Reads_every_part_of_a_url()
    {
        var settings = Read("postgres://shop%40home:p%2Fa%23s%3Aw%25rd@db.example:6543/beckon%20two?sslmode=verify-full&application_name=x&connect_timeout=7");

        settings.Host.ShouldBe("db.example");
        settings.Port.ShouldBe(6543);
        settings.Username.ShouldBe("shop@home");
        settings.Password.ShouldBe("p/a#s:w%rd");
        settings.Database.ShouldBe("beckon two");
        settings.SslMode.ShouldBe(SslMode.VerifyFull);
        settings.ApplicationName.ShouldBe("x");
        settings.Timeout.ShouldBe(7);
    }

    [Theory]
    [InlineData("postgresql://db", "db", 5432, null)]
    [InlineData("POSTGRES://u@[::1]:1234/d", "::1", 1234, "d")]
    [InlineData("postgres:///d?host=/var/run/postgresql", "/var/run/postgresql", 5432, "d")]
    [InlineData("postgres://u@/d", "localhost", 5432, "d")]
    [InlineData("postgres://h/d?dbname=e", "h", 5432, "e")]
    public void Takes_what_libpq_takes(string url, string host, int port, string? database)
    {
        var settings = Read(url);

        (settings.Host, settings.Port, settings.Database).ShouldBe((host, port, database));
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    public void Knows_the_ssl_modes(string text, SslMode mode) => Read($"postgres://h/d?sslmode={text}").SslMode.ShouldBe(mode);

    [Theory]
    [InlineData("postgres://u:se/cret@h:port/d")]
    [InlineData("postgres://h:99999/d")]
    public void Refuses_what_is_no_url_without_repeating_the_password(string url)
    {
        var refusal = Should.Throw<StorageException>(() => PostgresUrl.ToConnectionString(url));

        refusal.Message.ShouldStartWith("BECKON_DATABASE is not a valid URL. It looks like postgres://user:password@host:5432/beckon");
        refusal.Message.ShouldNotContain("cret");
    }

    [Theory]
    [InlineData("sslmode=sometimes", "sslmode")]
    [InlineData("pgbouncer=true", "pgbouncer")]
    public void Names_the_parameter_that_it_cannot_use(string query, string name) =>
        Should.Throw<StorageException>(() => PostgresUrl.ToConnectionString($"postgres://h/d?{query}")).Message
            .ShouldBe($"BECKON_DATABASE has a parameter that cannot be used: {name}. Remove it or mend its value.");

    private static NpgsqlConnectionStringBuilder Read(string url) => new(PostgresUrl.ToConnectionString(url));
}
