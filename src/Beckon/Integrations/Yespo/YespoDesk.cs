using System.Text.Json;
using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;

namespace Beckon.Integrations.Yespo;

/// <summary>What the calls of Yespo need beside a door: whom a number means, and the number of somebody who was just told of.</summary>
public sealed class YespoDesk(
    KeyDoor door, WorkspaceStore workspaces, ContactNumbers people, ContactLookupStore lookup, ContactNumberStore numbers)
{
    public ValueTask<Admission> AdmitAsync(HttpContext context, Permission permission) =>
        door.AdmitAsync(YespoIntegration.Source, YespoKey.Of(context.Request), permission, YespoKey.Hint, context.RequestAborted);

    /// <summary>Takes a call in whose body contacts may be named by number.</summary>
    /// <param name="context">The request.</param>
    /// <param name="rules">Which door.</param>
    /// <param name="caller">Who sends it.</param>
    /// <param name="mentioned">The numbers in the body.</param>
    /// <param name="reader">Reads the body, given whom they mean.</param>
    public Task<Taken> TakeAsync(
        HttpContext context, DoorRules rules, Caller caller, Func<JsonElement, IEnumerable<string?>> mentioned, Func<YespoCall, Adapter> reader) =>
        door.TakeAsync(context, rules, caller.WorkspaceId, async (source, body) =>
        {
            var call = await CallOf(source, Mentioned(body, mentioned), context.RequestAborted);
            return new Calling(rules.Door ?? rules.Source.Kind, reader(call), call.ToJson());
        });

    /// <summary>Takes a call in that is about the contact of the number in its address.</summary>
    public Task<Taken> TakeAsync(HttpContext context, DoorRules rules, Caller caller, string number, Func<YespoCall, Adapter> reader) =>
        door.TakeAsync(context, rules, caller.WorkspaceId, async (source, _) =>
        {
            var call = await CallOf(source, [number], context.RequestAborted) with { Addressed = number };
            return new Calling(rules.Door ?? rules.Source.Kind, reader(call), call.ToJson());
        });

    public Task<Guid?> FindAsync(Caller caller, string number, CancellationToken ct) => people.FindAsync(caller.WorkspaceId, number, ct);

    /// <summary>The number of the contact whom an event that was just taken in is about; null when it is not processed within moments.</summary>
    public Task<long?> NumberAsync(Caller caller, Identifiers who, CancellationToken ct) =>
        people.WaitAsync(caller.WorkspaceId, SourceIn(caller), who, ct);

    /// <summary>Who sends a subscription form, as they are before it takes effect.</summary>
    public async Task<Subscriber> SubscriberAsync(Caller caller, ReadOnlyMemory<byte> body, ContactStore contacts, CancellationToken ct)
    {
        using var document = BodyJson.Parse(body, new Faults());
        if (document is null || new Loose(document.RootElement).Nested("contact") is not { } said) return new Subscriber(null, "");
        var who = SentContact.Read(said, await workspaces.GetAsync(caller.WorkspaceId, ct)).Who;
        var contact = await people.FindAsync(caller.WorkspaceId, SourceIn(caller), who, ct);
        var whole = contact is { } id ? await contacts.ReadAsync(caller.WorkspaceId, id, ct) : null;
        return new Subscriber(contact, whole?.Consents.GetValueOrDefault(Channel.Email)?.Status switch
        {
            ConsentStatus.Subscribed => "ALREADY_SUBSCRIBED",
            ConsentStatus.Unsubscribed => "BLACKLISTED",
            _ => "NEED_CONFIRMATION",
        });
    }

    public static Guid SourceIn(Caller caller) => YespoIntegration.Source.IdIn(caller.WorkspaceId);

    private async Task<YespoCall> CallOf(Source source, IReadOnlyCollection<string> mentioned, CancellationToken ct)
    {
        var parsed = mentioned
            .Select(text => (Text: text, Number: ContactNumbers.TryRead(text, out var number) ? number : 0))
            .Where(one => one.Number > 0).ToList();
        var found = await numbers.FindAsync(source.WorkspaceId, [.. parsed.Select(one => one.Number).Distinct()], ct);
        if (found.Count == 0) return YespoCall.Bare;
        var known = await lookup.IdentifiersAsync(source.WorkspaceId, source.Id, [.. found.Values.Distinct()], ct);
        var byNumber = new Dictionary<string, Identifiers>(StringComparer.Ordinal);
        foreach (var (text, number) in parsed)
        {
            if (found.TryGetValue(number, out var contact) && known.TryGetValue(contact, out var identifiers)) byNumber[text] = identifiers;
        }
        return new YespoCall { Contacts = byNumber };
    }

    // What is no JSON is found out by the door, which says so.
    private static string[] Mentioned(ReadOnlyMemory<byte> body, Func<JsonElement, IEnumerable<string?>> mentioned)
    {
        using var document = BodyJson.Parse(body, new Faults());
        return document is null ? [] : [.. mentioned(document.RootElement).OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
