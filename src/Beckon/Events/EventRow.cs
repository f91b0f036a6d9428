using Beckon.Kernel;

namespace Beckon.Events;

/// <summary>One event of the history.</summary>
/// <param name="Id">Starts with <c>evt_</c>. Ids grow in the order of arrival.</param>
/// <param name="Name">A name of the catalogue or a custom one, such as <c>cart_abandoned</c>.</param>
/// <param name="Status">For events that carry one, such as <c>cart_status_updated</c>.</param>
/// <param name="OccurredAt">When it happened, as the sender says.</param>
/// <param name="ReceivedAt">When Beckon heard of it.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Contact">Whose it is; null for events about a product.</param>
/// <param name="WarningCount">How much of it does not fit the catalogue.</param>
/// <param name="Properties">Everything the sender said, when it was asked for; else null.</param>
public sealed record EventRow(
    string Id, string Name, string? Status, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, SourceRef Source, EventContact? Contact,
    int WarningCount, RawJson? Properties = null);

/// <summary>Where something came from.</summary>
/// <param name="Id">Starts with <c>src_</c>.</param>
/// <param name="Kind">The integration, such as <c>jane</c>; <c>beckon</c> for what Beckon itself tells.</param>
/// <param name="Name">What people call it.</param>
public sealed record SourceRef(string Id, string Kind, string Name)
{
    // What Beckon itself tells belongs to no connected source.
    public static SourceRef Of(Guid id, string? kind, string? name) => new(Ids.Out(Ids.Source, id), kind ?? "beckon", name ?? "Beckon");
}

/// <summary>Whose event it is.</summary>
/// <param name="Id">Starts with <c>con_</c>.</param>
/// <param name="Name">First and last name, else e-mail, else phone, else "Anonymous contact".</param>
/// <param name="Email">The e-mail address, when it is known.</param>
public sealed record EventContact(string Id, string Name, string? Email);

/// <summary>How often an event of this name came in.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Count">In all the history.</param>
public sealed record EventNameCount(string Name, long Count);
