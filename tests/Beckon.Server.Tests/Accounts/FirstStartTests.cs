using Beckon.Kernel;
using Beckon.Tests.Storage;

namespace Beckon.Server.Tests.Accounts;

public sealed class FirstStartTests
{
    private static readonly (string, string)[] Settings =
    [
        ("BECKON_OWNER_EMAIL", "Owner@Example.com"),
        ("BECKON_OWNER_PASSWORD", "four words in a row"),
        ("BECKON_WORKSPACE", "Corner shop"),
        ("BECKON_API_KEY", "any-text-of-16-characters-or-more"),
    ];

    [Fact]
    public async Task Makes_owner_workspace_and_key_before_it_listens_and_only_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var server = await Server.StartAsync(database, Settings))
        {
            using var client = server.Client();
            (await client.GetAnswerAsync("/api/setup")).Expect().GetProperty("needed").GetBoolean().ShouldBeFalse();
            client.DefaultRequestHeaders.Authorization = new("Bearer", "any-text-of-16-characters-or-more");
            var workspace = (await client.GetAnswerAsync("/api/workspace")).Expect();
            workspace.GetProperty("name").GetString().ShouldBe("Corner shop");
            workspace.GetProperty("timeZone").GetString().ShouldBe("UTC");
            workspace.GetProperty("currency").GetString().ShouldBe("USD");
            workspace.GetProperty("country").GetString().ShouldBe("US");
        }

        await using (var again = await Server.StartAsync(database, [.. Settings[..2], ("BECKON_WORKSPACE", "Another shop"), ("BECKON_API_KEY", "another-key-of-some-length")]))
        {
            using var client = again.Client();
            (await client.PostAnswerAsync("/api/session", new { email = "owner@example.com", password = "four words in a row" })).Expect()
                .GetProperty("workspace").GetProperty("name").GetString().ShouldBe("Corner shop");
            client.DefaultRequestHeaders.Authorization = new("Bearer", "another-key-of-some-length");
            (await client.GetAnswerAsync("/api/workspace")).Expect(401);
        }
    }

    [Fact]
    public async Task Takes_zone_currency_and_country_when_they_are_given()
    {
        await using var server = await Server.StartAsync(
            [.. Settings, ("BECKON_TIME_ZONE", "Europe/Kyiv"), ("BECKON_CURRENCY", "UAH"), ("BECKON_COUNTRY", "UA")]);
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "any-text-of-16-characters-or-more");
        var workspace = (await client.GetAnswerAsync("/api/workspace")).Expect();
        workspace.GetProperty("timeZone").GetString().ShouldBe("Europe/Kyiv");
        workspace.GetProperty("callingCode").GetString().ShouldBe("380");
    }

    [Fact]
    public async Task Says_which_settings_are_missing()
    {
        var error = await Should.ThrowAsync<SettingException>(() => Server.StartAsync(Settings[0], Settings[2]));
        error.Message.ShouldBe(
            "To set up unattended, set BECKON_OWNER_PASSWORD and BECKON_API_KEY too; "
            + "or none of BECKON_OWNER_EMAIL, BECKON_OWNER_PASSWORD, BECKON_WORKSPACE, BECKON_API_KEY.");
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_setting()
    {
        var error = await Should.ThrowAsync<SettingException>(
            () => Server.StartAsync([.. Settings[..3], ("BECKON_API_KEY", "too-short"), ("BECKON_COUNTRY", "Ukraine")]));
        error.Message.ShouldBe(
            "The settings for the first start have faults. BECKON_COUNTRY: Give the country by its ISO 3166 code of two capitals, such as US or FR. "
            + "BECKON_API_KEY: Give 16 to 512 characters.");
    }
}
