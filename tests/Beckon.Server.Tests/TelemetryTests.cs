using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Beckon.Server.Tests;

public sealed class TelemetryTests
{
    private const string Key = "telemetry-key-0123456789";

    // The instruments are the process's, and other tests send at the same time: what is waited for here is movement.
    [Fact]
    public async Task The_numbers_move_when_a_cart_is_left_and_its_mail_goes_out()
    {
        using var meters = new Meters();
        var shop = await CartShop.OpenAsync();

        await shop.CartAsync("ada@example.com", "c-1", TimeProvider.System.GetUtcNow());
        await shop.MailAsync("ada@example.com");

        string[] moved =
        [
            "beckon.ingest.events", "beckon.ingest.duration", "beckon.pipeline.events", "beckon.pipeline.batch.duration",
            "beckon.outbox.sent", "beckon.outbox.handover.duration", "beckon.outbox.latency",
        ];
        foreach (var name in moved) await Eventually.Async(() => Task.FromResult(meters.Sum(name) > 0));
    }

    [Fact]
    public async Task What_a_door_turns_away_is_counted_by_its_reason()
    {
        using var meters = new Meters();
        var shop = await TestWorkspace.CreateAsync();

        (await shop.Anonymous.PostAnswerAsync("/v2/cart", new { })).Expect(401);
        (await shop.Api.PostAnswerAsync("/api/events", "{")).Expect(400);

        meters.Sum("beckon.ingest.refused", "unauthorized").ShouldBeGreaterThanOrEqualTo(1);
        meters.Sum("beckon.ingest.refused", "invalid").ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_mail_server_that_does_not_answer_is_a_provider_error()
    {
        using var meters = new Meters();
        var shop = await CartShop.OpenAsync();
        (await shop.Workspace.Owner.PutAnswerAsync("/api/channels/email", new
        {
            provider = "smtp",
            fromName = "Shop",
            fromAddress = "shop@example.test",
            smtp = new { host = "127.0.0.1", port = 1, security = "none" },
        })).Expect();

        await shop.CartAsync("ada@example.com", "c-1", TimeProvider.System.GetUtcNow());

        await Eventually.Async(() => Task.FromResult(meters.Sum("beckon.provider.errors", "smtp") >= 1));
    }

    [Fact]
    public async Task Metrics_and_traces_go_to_the_collector_that_the_standard_variables_name()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await Server.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("BECKON_OWNER_EMAIL", "o@example.com"), ("BECKON_OWNER_PASSWORD", "five-copper-kettles"), ("BECKON_WORKSPACE", "Shop"), ("BECKON_API_KEY", Key));
        using var client = server.Client();
        var sender = "4bf92f3577b34da6a3ce929d0e0e4736";

        (await client.AskAsync(
            HttpMethod.Post, "/api/events", new { name = "looked_around", email = "ada-7731@example.com" },
            ("Authorization", "Bearer " + Key), ("traceparent", $"00-{sender}-00f067aa0ba902b7-01"))).Expect(202);

        await Eventually.Async(() => Task.FromResult(
            new[] { "beckon.ingest.events", "beckon.pipeline.events", "beckon.inbox.waiting", "beckon.pipeline.lag", "beckon.outbox.waiting", "dotnet.process.cpu.time" }
                .All(name => collector.ReceivedAt("/v1/metrics").Contains(name, StringComparison.Ordinal))));
        await Eventually.Async(() => Task.FromResult(
            new[] { "ingest", "process batch" }.All(name => collector.ReceivedAt("/v1/traces").Contains(name, StringComparison.Ordinal))));
        // The door's trace goes on with the sender's. Spans come in batches: others of these names may come before.
        await Eventually.Async(() => Task.FromResult(
            collector.ReceivedAt("/v1/traces").Contains(System.Text.Encoding.Latin1.GetString(Convert.FromHexString(sender)), StringComparison.Ordinal)));
        (collector.ReceivedAt("/v1/traces") + collector.ReceivedAt("/v1/metrics")).ShouldNotContain("ada-7731");
    }

    [Fact]
    public async Task An_endpoint_that_is_no_address_is_refused_in_words() =>
        (await Should.ThrowAsync<Kernel.SettingException>(() => Server.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"))))
            .Message.ShouldBe("OTEL_EXPORTER_OTLP_ENDPOINT must be a web address such as http://localhost:4318, not 'collector:4317'.");

    /// <summary>Adds up what Beckon's instruments measure, by name and by each value of their tags.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, double> _sums = new();

        public Meters()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("beckon.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
            _listener.Start();
        }

        public double Sum(string name, string? tag = null) => _sums.GetValueOrDefault(tag is null ? name : $"{name} {tag}");

        public void Dispose() => _listener.Dispose();

        private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
            foreach (var tag in tags) _sums.AddOrUpdate($"{name} {tag.Value}", value, (_, sum) => sum + value);
        }
    }
}
