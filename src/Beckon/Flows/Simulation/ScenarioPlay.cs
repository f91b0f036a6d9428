using System.Text.Json.Nodes;
using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows.Simulation;

/// <summary>Plays what is made up: a past of one contact is made of a scenario, and the flow gone through as with any other. Pure.</summary>
public sealed class ScenarioPlay(LiveFlow flow, FilterContext context, TimeZoneInfo zone, SendingRules rules)
{
    private const string Email = "somebody@example.com";
    private const string Phone = "+13125550142";

    // A week in which no clock changes anywhere where shops are.
    private static readonly DateOnly Monday = new(2026, 1, 12);
    private static readonly Guid Shop = new(1, 0, 0, new byte[8]);

    // Enough for splits within splits; the ways of some may leave one in thousands.
    private const int MostPeople = 100_000;

    public ScenarioOutcome Play(FlowScenario scenario)
    {
        var begins = LocalTimes.Moment(Monday.AddDays(((int)scenario.Day + 6) % 7), scenario.At, zone);
        var contact = new SimulatedContact(flow, context, zone, rules, PastOf(scenario, begins));
        // Nothing waits that long.
        contact.Run(begins.AddYears(20));
        var sent = contact.Turns.SelectMany(one => one.Turn.Messages.Select(message => (Message: message, one.At))).ToList();
        var missing = new List<ScenarioMessage>();
        var expected = new HashSet<Guid>();
        foreach (var message in scenario.Expects)
        {
            var found = sent.FindIndex(one => one.Message.Skipped is null && one.Message.Step == message.Step && !expected.Contains(one.Message.Id) && (message.After is not { } after || after.After(begins) == one.At));
            if (found < 0) missing.Add(message);
            else expected.Add(sent[found].Message.Id);
        }
        var told = sent.ConvertAll(one => new ScenarioSent(
            one.Message.Step, one.At, (int)(one.At - begins).TotalMinutes, one.Message.Skipped is { } why ? Reasons.Of(why) : null, one.Message.Skipped is not null || expected.Contains(one.Message.Id)));
        return new ScenarioOutcome(
            scenario.Name, missing.Count == 0 && told.TrueForAll(one => one.Expected), begins, told, missing, [.. contact.Runs.Select(run => SimulatedRun.Of(run, contact))]);
    }

    // What chance does with somebody follows from who they are: whoever it does that with is looked for.
    private Guid PersonOf(ScenarioPerson who)
    {
        var drawn = who.Drawn.Select(one => (Split: flow.Definition.Map.Steps.OfType<RandomSplitStep>().FirstOrDefault(split => split.Id == one.Step), one.Share)).Where(one => one.Split is not null).ToList();
        bool Fits(Guid person) => drawn.TrueForAll(one => Passage.ShareOf(one.Split!, flow.Id, person).Name == one.Share);
        var people = Enumerable.Range(1, drawn.Count == 0 ? 1 : MostPeople).Select(number => new Guid(number, 0, 0, new byte[8]));
        return people.FirstOrDefault(Fits, new Guid(1, 0, 0, new byte[8]));
    }

    private ContactPast PastOf(FlowScenario scenario, DateTimeOffset begins)
    {
        var somebody = PersonOf(scenario.Who);
        var events = scenario.Happens.Select(one => EventOf(one, begins)).OrderBy(e => e.ReceivedAt).ToList();
        var past = new ContactPast { ContactId = somebody, Email = new(Email), Sms = new(Phone), Zone = scenario.Who.TimeZone, Facts = FactsOf(somebody, scenario, events, begins) };
        past.Consents.Add((Channel.Email, scenario.Who.Subscribed ? ConsentStatus.Subscribed : ConsentStatus.Unsubscribed, DateTimeOffset.UnixEpoch));
        past.Consents.Add((Channel.Sms, scenario.Who.SubscribedToSms ? ConsentStatus.Subscribed : ConsentStatus.Unsubscribed, DateTimeOffset.UnixEpoch));
        past.Events.AddRange(events.Select(e => new ResolvedEvent(e, somebody)));
        return past;
    }

    private ContactFacts FactsOf(Guid somebody, FlowScenario scenario, List<CanonicalEvent> events, DateTimeOffset begins)
    {
        var facts = new ContactFacts { Id = somebody, Email = Email, Phone = Phone, CreatedAt = events.Count == 0 ? begins : events[0].OccurredAt, LastSeenAt = DateTimeOffset.MaxValue, FieldsJson = FieldsOf(scenario.Who) };
        // How often something has happened by a moment is worked out from what had happened by then.
        foreach (var trait in FactsNeeded.Of(flow.Definition.Filters.Select(context.Meanings.Of), new Today(begins, zone)).Traits) facts.Traits[trait] = default;
        facts.Events.AddRange(events.Select(e => new EventFact(e.Id, e.Name, e.Status, e.OccurredAt, e.Properties.ToString())));
        facts.Orders.AddRange(events.Where(e => e.Order is not null).GroupBy(e => e.Order!.ExternalId).Select(order =>
            new OrderFact(order.First().OccurredAt, order.Last().Order!.Total, []) { Key = (Shop, order.Key) }));
        facts.Tags.UnionWith(scenario.Who.Tags.Select(tag => tag.ToLowerInvariant()));
        facts.Lists.UnionWith(scenario.Who.Lists.Select(id => PublicId.TryParse(Ids.List, id, out var list) ? list : Guid.Empty));
        return facts;
    }

    private string FieldsOf(ScenarioPerson who)
    {
        var fields = new JsonObject();
        foreach (var (key, value) in who.Fields)
        {
            if (value is not null && context.Fields.TryGetValue(key, out var field)) fields[key] = FieldRules.Read(field, value, zone, DateOrder.Unmistakable);
        }
        if (who.TimeZone is not null) fields[ContactFacts.ZoneField] = who.TimeZone;
        return fields.ToJsonString();
    }

    private CanonicalEvent EventOf(ScenarioEvent told, DateTimeOffset begins)
    {
        var at = told.After.After(begins);
        var properties = new JsonObject();
        foreach (var (name, value) in told.Properties) properties[name] = value;
        // What only Beckon itself tells is what the flow begins with.
        if (told.Event == flow.Definition.Trigger.EventName)
        {
            if (told.Event == EventNames.FlowCalled) properties["flowId"] = Ids.Out(Ids.Flow, flow.Id);
            if (flow.Definition.Trigger is AudienceTrigger audience) properties["audienceId"] = audience.Audience;
        }
        return new CanonicalEvent
        {
            Id = Guid.CreateVersion7(at),
            SourceId = Shop,
            MessageId = "",
            Name = told.Event,
            Status = told.Status,
            OccurredAt = at,
            ReceivedAt = at,
            Cart = CartOf(told),
            Order = told.Order is { } order ? new OrderChange { ExternalId = order.Name, Status = order.Status, PlacedAt = at, Total = order.Total, Currency = "" } : null,
            Properties = RawJson.Parse(properties.ToJsonString()),
        };
    }

    private static CartChange? CartOf(ScenarioEvent told)
    {
        if (told.Cart is null && told.Event != EventNames.CartAbandoned) return null;
        var status = told.Event == EventNames.CartAbandoned ? CartStatus.Abandoned : told.Order is null ? CartStatus.Open : CartStatus.Converted;
        return new CartChange { ExternalId = told.Cart ?? "", Status = status };
    }
}

/// <summary>What a flow would have done with a scenario.</summary>
/// <param name="Name">Which.</param>
/// <param name="Holds">Whether it is what was expected.</param>
/// <param name="Begins">When it begins, in the week in which scenarios are played.</param>
/// <param name="Sent">The messages that it comes to, in order.</param>
/// <param name="Missing">Those that were expected and are not sent.</param>
/// <param name="Runs">What became of each passage, with every decision.</param>
public sealed record ScenarioOutcome(
    string Name, bool Holds, DateTimeOffset Begins, IReadOnlyList<ScenarioSent> Sent, IReadOnlyList<ScenarioMessage> Missing, IReadOnlyList<SimulatedRun> Runs);

/// <summary>A message of a scenario.</summary>
/// <param name="Step">The step that it is of.</param>
/// <param name="At">When it would be sent.</param>
/// <param name="Minutes">How many minutes after the beginning that is.</param>
/// <param name="Skipped">Why it would not be; null: it would.</param>
/// <param name="Expected">Whether that was expected; what is not sent always is.</param>
public sealed record ScenarioSent(string Step, DateTimeOffset At, int Minutes, string? Skipped, bool Expected);
