using System.Globalization;
using Beckon.Contacts;
using Beckon.Events;

namespace Beckon.Integrations;

/// <summary>The numbers by which platforms with numeric ids know contacts: whom one means, and that of somebody who was just told of.</summary>
public sealed class ContactNumbers(ContactLookupStore lookup, ContactNumberStore numbers, TimeProvider time)
{
    // An event is processed within milliseconds. Under a backlog the answer does not wait for its turn: what was sent is on disk anyway.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LastLook = TimeSpan.FromMilliseconds(100);

    public static bool TryRead(string? text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Whose number it is today; null when it is nobody's.</summary>
    public async Task<Guid?> FindAsync(Guid workspaceId, string number, CancellationToken ct) =>
        TryRead(number, out var value) && (await numbers.FindAsync(workspaceId, [value], ct)).TryGetValue(value, out var contact) ? contact : null;

    /// <summary>Whose these identifiers are; null when they are nobody's yet.</summary>
    public async Task<Guid?> FindAsync(Guid workspaceId, Guid sourceId, Identifiers who, CancellationToken ct) =>
        who.ContactId ?? await lookup.FindAsync(workspaceId, sourceId, who, ct);

    public async Task<long> OfAsync(Guid workspaceId, Guid contact, CancellationToken ct) => (await numbers.OfAsync(workspaceId, [contact], ct))[contact];

    /// <summary>The number of the contact whom an event that was just taken in is about; null when it is not processed within moments.</summary>
    public async Task<long?> WaitAsync(Guid workspaceId, Guid sourceId, Identifiers who, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstLook; ; pause = pause < LastLook ? pause * 2 : LastLook)
        {
            if (await FindAsync(workspaceId, sourceId, who, ct) is { } contact) return await OfAsync(workspaceId, contact, ct);
            if (time.GetElapsedTime(began) > Patience) return null;
            await Task.Delay(pause, time, ct);
        }
    }
}
