using System.Text;
using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Events.Payloads;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;

namespace Beckon.Tests.Integrations;

/// <summary>A shop in Kyiv that sells in hryvnias, and what arrives from it at noon on 2 March 2026 (UTC).</summary>
internal static class Arrivals
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Guid WorkspaceId = Guid.Parse("0195a000-0000-7000-8000-000000000001");

    public static readonly Guid Request = RequestId.Of(Noon);

    public static Workspace Shop { get; } = new()
    {
        Id = WorkspaceId,
        Uid = 1234,
        Name = "Olive & Thyme",
        TimeZone = "Europe/Kyiv",
        Currency = "UAH",
        Country = "UA",
        Plan = Plan.MarketingPro,
        EmailConsentDefault = ConsentDefault.Subscribed,
        AttributionClickDays = 5,
        AttributionOpenDays = 1,
        CreatedAt = Noon,
    };

    public static Arrival Of(string kind, string? idempotencyKey = null, SourceSettings? settings = null) => new()
    {
        Workspace = Shop,
        Source = new Source
        {
            WorkspaceId = WorkspaceId,
            Id = Guid.Parse("0195a000-0000-7000-8000-000000000002"),
            Kind = kind,
            Name = kind,
            CartAbandonment = CartAbandonment.Dynamic,
            Settings = settings ?? SourceSettings.None,
            CreatedAt = Noon,
        },
        RequestId = Request,
        ReceivedAt = Noon,
        IdempotencyKey = idempotencyKey,
        NewId = new EventIds(Request).Next,
    };

    /// <summary>The events of a body that must have no faults.</summary>
    public static List<CanonicalEvent> Events(this Adapter adapter, Arrival arrival, string json)
    {
        var faults = new Faults();
        var events = adapter(arrival, Parse(json), faults);
        faults.ToErrors().ShouldBeEmpty();
        return events;
    }

    /// <summary>The paths and sentences of a body that must have faults.</summary>
    public static IDictionary<string, string[]> Errors(this Adapter adapter, Arrival arrival, string json)
    {
        var faults = new Faults();
        adapter(arrival, Parse(json), faults);
        return faults.ToErrors();
    }

    private static JsonElement Parse(string json)
    {
        var faults = new Faults();
        using var document = BodyJson.Parse(Encoding.UTF8.GetBytes(json), faults);
        faults.ToErrors().ShouldBeEmpty();
        return document!.RootElement.Clone();
    }
}
