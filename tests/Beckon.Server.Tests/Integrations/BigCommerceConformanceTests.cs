using System.Text.Json;
using Beckon.Tests.Integrations;
using Dapper;
using Npgsql;

namespace Beckon.Server.Tests.Integrations;

public sealed class BigCommerceConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "bigcommerce";

    protected override object Connecting => BigCommerceShop.Connecting("conforming");

    protected override IReadOnlyList<PlatformCall> Calls(string unique) => BigCommerceShop.Calls(unique);

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) => [("Authorization", "Bearer " + key)];

    protected override Task<List<StoredEvent>> SettledAsync(TestWorkspace workspace) => BigCommerceShop.SettledAsync(workspace);

    // What is not there any more is kept as the call alone.
    protected override IReadOnlyList<string> AlsoSent => [];
}

/// <summary>A shop of <see cref="FakeBigCommerce"/>.</summary>
internal static class BigCommerceShop
{
    public static object Connecting(string store, string? token = null, string? signingSecret = null) => new
    {
        kind = "bigcommerce",
        signingSecret,
        settings = new { storeHash = store, shopUrl = "https://kettle.example" },
        secrets = new { apiToken = token ?? FakeBigCommerce.Token },
    };

    /// <summary>All calls of hooks.json; before each, the things it is about are as far as it says.</summary>
    public static List<PlatformCall> Calls(string unique)
    {
        var number = Fixture.NumberOf(unique);
        FakeBigCommerce.Shared.Reach(number, 1);
        using var hooks = JsonDocument.Parse(Fixture.Read("BigCommerce/hooks.json", unique));
        return
        [
            .. hooks.RootElement.EnumerateArray().Select(hook =>
            {
                var stage = int.Parse(hook.GetProperty("hash").GetString()!.AsSpan(8, 2), System.Globalization.CultureInfo.InvariantCulture);
                return new PlatformCall(hook.GetRawText()) { Before = () => FakeBigCommerce.Shared.Reach(number, stage) };
            }),
        ];
    }

    /// <summary>The history when nothing waits to be fetched or to take effect any more.</summary>
    public static async Task<List<StoredEvent>> SettledAsync(TestWorkspace workspace)
    {
        await using var connection = await workspace.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await Eventually.Async(
            async () => !await connection.ExecuteScalarAsync<bool>("select exists (select from pending_fetch where workspace_id = @Id)", new { workspace.Id }), seconds: 30);
        return await workspace.EventsAsync();
    }
}
