using Beckon.Storage;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Beckon.Tests.Storage;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void Without_settings_the_database_is_embedded_in_the_data_folder()
    {
        var options = From();

        options.ConnectionString.ShouldBeNull();
        options.DataFolder.ShouldBe(Path.GetFullPath("data"));
    }

    [Fact]
    public void Takes_a_connection_string_of_Npgsql() =>
        new NpgsqlConnectionStringBuilder(From(("BECKON_DATABASE", " Host=db;Username=u;Password=p ")).ConnectionString).Host.ShouldBe("db");

    [Theory]
    [InlineData("db.example secret")]
    [InlineData("Host=db;Colour=secret")]
    [InlineData("Host=db;Port=secret")]
    public void Refuses_what_it_cannot_read_without_repeating_it(string text)
    {
        var refusal = Should.Throw<StorageException>(() => From(("BECKON_DATABASE", text)));

        refusal.Message.ShouldStartWith("BECKON_DATABASE cannot be read. It must be a URL such as postgres://");
        refusal.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Refuses_a_connection_string_without_a_host() =>
        Should.Throw<StorageException>(() => From(("BECKON_DATABASE", "Username=u"))).Message.ShouldStartWith("BECKON_DATABASE names no host.");

    [Fact]
    public void Keeps_plans_and_few_connections_unless_told_otherwise()
    {
        using var usual = DatabaseOptions.Source("Host=db");
        using var own = DatabaseOptions.Source("Host=db;Maximum Pool Size=7;Application Name=shop;Max Auto Prepare=0");

        var settings = new NpgsqlConnectionStringBuilder(usual.ConnectionString);
        (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages, settings.MaxPoolSize, settings.ApplicationName).ShouldBe((100, 2, 30, "beckon"));
        settings = new(own.ConnectionString);
        (settings.MaxAutoPrepare, settings.MaxPoolSize, settings.ApplicationName).ShouldBe((0, 7, "beckon"));
    }

    private static DatabaseOptions From(params IEnumerable<(string Key, string Value)> settings) =>
        DatabaseOptions.From(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build());
}
