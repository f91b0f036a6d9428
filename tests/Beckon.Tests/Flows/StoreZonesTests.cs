using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Loyalty;
using Beckon.Tests.Pipeline;

namespace Beckon.Tests.Flows;

/// <summary>Whoever does not say where they are is where the store is in which they joined, and else where the shop is.</summary>
public sealed class StoreZonesTests : IAsyncLifetime
{
    private PipelineWorld _world = null!;

    public async Task InitializeAsync() => _world = await PipelineWorld.CreateAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_time_of_day_is_that_of_the_field_else_of_the_store_else_of_the_shop()
    {
        await PlaceAsync("denver", "America/Denver");
        await PlaceAsync("nowhere", "Nowhere/AtAll");
        await JoinAsync(("ada@example.com", "denver"), ("bo@example.com", "paris"), ("cy@example.com", "nowhere"), ("di@example.com", "denver"), ("ed@example.com", "denver"));
        await SayAsync("di@example.com", "Asia/Tokyo");
        await SayAsync("ed@example.com", "the moon");
        await _world.PublishAsync(new FlowDefinition
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedIn)),
            Steps = [new WaitUntilStep("morning", new TimeOnly(9, 0)), new EndStep("end")],
        });
        await _world.SendAsync([.. new[] { "ada", "bo", "cy", "di", "ed" }.Select(name => _world.Event(EventNames.CustomerCheckedIn, e => e with { Who = new Identifiers { Email = $"{name}@example.com" } }))]);
        await _world.FireAsync();
        (await _world.RowsAsync("select c.email, to_char(r.due_at at time zone 'UTC', 'MM-DD HH24:MI') from flow_run r join contact c on c.workspace_id = $1 and c.id = r.contact_id where r.workspace_id = $1 order by 1"))
            .ShouldBe(["ada@example.com 03-02 16:00", "bo@example.com 03-03 09:00", "cy@example.com 03-03 09:00", "di@example.com 03-03 00:00", "ed@example.com 03-02 16:00"]);
    }

    [Fact]
    public async Task And_so_are_quiet_hours_when_it_is_decided_and_when_it_is_sent()
    {
        await PlaceAsync("denver", "America/Denver");
        await JoinAsync(("ada@example.com", "denver"));
        await using var connection = await _world.Source.OpenConnectionAsync();
        var contact = await _world.OneIdAsync("select id from contact where workspace_id = $1");
        var recipient = (await MessageStore.RecipientsAsync(connection, _world.WorkspaceId, [contact], CancellationToken.None))[contact];
        recipient.ZoneOr(TimeZoneInfo.Utc).Id.ShouldBe("America/Denver");

        await _world.PublishAsync(new FlowDefinition
        {
            Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedIn)),
            Steps = [new SendStep("send") { ContentId = Guid.Empty }],
        });
        await _world.SendAsync(_world.Event(EventNames.CustomerCheckedIn, e => e with { Who = new Identifiers { Email = "ada@example.com" } }));
        var due = await OutboxStore.DueAsync(connection, _world.WorkspaceId, Channel.Email, _world.Time.GetUtcNow().AddHours(1), 10, CancellationToken.None);
        due.ShouldHaveSingleItem().Recipient.ZoneOr(TimeZoneInfo.Utc).Id.ShouldBe("America/Denver");
    }

    private async Task PlaceAsync(string store, string zone)
    {
        await using var connection = await _world.Source.OpenConnectionAsync();
        await StoreStore.PlaceAsync(connection, _world.WorkspaceId, store, zone, CancellationToken.None);
    }

    private Task JoinAsync(params (string Email, string Store)[] people) => _world.SendAsync(
    [
        .. people.Select(one => _world.Event(EventNames.CustomerCreated, e => e with
        {
            Who = new Identifiers { Email = one.Email },
            SignUp = new SignUp { StoreId = one.Store, EmailOptIn = true },
        })),
    ]);

    private Task<int> SayAsync(string email, string zone) => _world.RunAsync(
        "insert into contact_value (workspace_id, contact_id, fields) select $1, id, jsonb_build_object('time_zone', $3::text) from contact where workspace_id = $1 and email = $2",
        _world.WorkspaceId, email, zone);
}
