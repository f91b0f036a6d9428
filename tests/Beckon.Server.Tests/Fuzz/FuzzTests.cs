using System.Net;
using Beckon.Events.Payloads;
using Beckon.Kernel;
using Beckon.Privacy;
using Beckon.Server.Tests.Integrations;
using Beckon.Storage;
using Beckon.Tests.Integrations;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace Beckon.Server.Tests.Fuzz;

/// <summary>
/// Whatever comes to any door: it is answered, never with a fault of the server; nothing of what was refused is stored; and what was acknowledged
/// is in the history or among what was set aside.
/// </summary>
public sealed class FuzzTests
{
    private const int Mutated = 60;

    private const int OneOf = 5;

    private TestWorkspace _shop = null!;

    // How many requests are stored; unknown after one that was taken.
    private long? _payloads;

    [Fact]
    public async Task Every_door_is_tried() => (await EveryDoor.ClosedAsync(await TestWorkspace.CreateAsync())).ShouldBeEmpty(
        "Let the tests of these doors inherit DoorTests: then they are tried here too.");

    [Fact]
    public async Task Bad_input_at_every_door_is_answered_and_loses_nothing()
    {
        _shop = await TestWorkspace.CreateAsync();
        var doors = await EveryDoor.OfAsync(_shop);
        doors.Count.ShouldBeGreaterThan(3);
        foreach (var (call, body) in doors)
        {
            foreach (var bad in Corpus.Of(body, OneOf)) await KnockAsync(call, bad);
            // That it was the body that was refused, not everything.
            (await call.KnockAsync(_shop, body)).Status.ShouldNotBe(HttpStatusCode.Unauthorized, call.Path);
            _payloads = null;
        }
        await NothingIsLostAsync();
    }

    // A failure prints the seed; Config.WithReplay repeats it.
    [Fact]
    public async Task Whatever_becomes_of_a_valid_body_on_its_way_loses_nothing()
    {
        _shop = await TestWorkspace.CreateAsync();
        foreach (var (call, body) in await EveryDoor.OfAsync(_shop))
        {
            var often = Config.QuickThrowOnFailure.WithMaxTest(Mutated);
            var seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
            await Task.Run(() => Check.One(often, Prop.ForAll(seeds, seed =>
                KnockAsync(call, new BadCall($"seed {seed}", new Mutations(seed).Spoil(body))).GetAwaiter().GetResult())));
        }
        await NothingIsLostAsync();
    }

    private async Task KnockAsync(DoorCall call, BadCall bad)
    {
        var before = _payloads ??= await _shop.PayloadsAsync();
        Answer answer;
        try
        {
            answer = await AskAsync();
            // What was cut off before may still be in the door; who is told to come again does.
            for (var again = 0; again < 10 && answer.Status == HttpStatusCode.ServiceUnavailable; again++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
                answer = await AskAsync();
            }
        }
        catch (HttpRequestException refused) when (bad.Body.Length > 1 << 20)
        {
            // The server closes the connection on whom it does not want to hear out.
            refused.InnerException.ShouldBeOfType<IOException>($"{call.Path}: {bad.Name}");
            (await _shop.PayloadsAsync()).ShouldBe(before, $"{call.Path}: {bad.Name} was cut off, but something of it is stored.");
            return;
        }
        ((int)answer.Status).ShouldBeLessThan(500, $"{call.Path}: {bad.Name} {answer.Text}");
        if ((int)answer.Status < 400) _payloads = null;
        else (await _shop.PayloadsAsync()).ShouldBe(before, $"{call.Path}: {bad.Name} was refused, but something of it is stored.");

        Task<Answer> AskAsync() => (call with { Path = call.Path + Query(call, bad) }).KnockAsync(_shop, bad.Content(), bad.RequestHeaders);
    }

    private static string Query(DoorCall call, BadCall bad) =>
        bad.Query.Length > 0 && call.Path.Contains('?', StringComparison.Ordinal) ? "&" + bad.Query[1..] : bad.Query;

    // Each request that was taken is read again as its door did: all that is in it must have come to something.
    private async Task NothingIsLostAsync()
    {
        await _shop.EventsAsync();
        await using var connection = await _shop.Get<NpgsqlDataSource>().OpenConnectionAsync();
        var known = (await connection
            .Command(
                """
                select source_id, message_id from event where workspace_id = $1
                union
                select source_id, convert_from(event, 'UTF8')::json ->> 'messageId' from dead_letter where workspace_id = $1
                """)
            .With(_shop.Id)
            .ReadAsync(row => (row.GetGuid(0), row.GetString(1)), CancellationToken.None)).ToHashSet();
        var again = _shop.Get<ReadAgain>();
        var after = Guid.Empty;
        var requests = 0;
        while (await RawPayloadStore.ReadAsync(connection, _shop.Id, new PayloadSpan(after, Last), CancellationToken.None) is { Count: > 0 } some)
        {
            after = some[^1].Id;
            requests += some.Count;
            foreach (var payload in some)
            {
                var events = await again(payload, CancellationToken.None);
                events.ShouldNotBeEmpty($"A request through {payload.Door} was taken that cannot be read.");
                foreach (var e in events) known.ShouldContain((e.SourceId, e.MessageId), payload.Door);
            }
        }
        requests.ShouldBeGreaterThan(10);
        (await OrphansAsync(connection)).ShouldBe(0, "An event is there whose request was refused.");
    }

    private async Task<int> OrphansAsync(NpgsqlConnection connection)
    {
        var events = await connection
            .Command("select id from event where workspace_id = $1 and source_id <> '00000000-0000-0000-0000-000000000000'").With(_shop.Id)
            .ReadAsync(row => RequestId.RequestOf(row.GetGuid(0)), CancellationToken.None);
        var requests = await connection.Command("select id from raw_payload where workspace_id = $1").With(_shop.Id).ReadAsync(row => row.GetGuid(0), CancellationToken.None);
        return events.Except(requests).Count();
    }

    private static Guid Last => Ids.First(TimeProvider.System.GetUtcNow().AddDays(1)) ?? Guid.Empty;
}
