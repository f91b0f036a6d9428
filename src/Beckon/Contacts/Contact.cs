namespace Beckon.Contacts;

/// <summary>A shopper, as far as processing needs to know one.</summary>
public sealed record Contact
{
    public required Guid Id { get; init; }

    /// <summary>Known by neither customer id, e-mail nor phone.</summary>
    public required bool Anonymous { get; init; }

    public string? Email { get; init; }

    /// <summary>Only a browser has said the address so far: nothing is assumed about consent until somebody who knows does.</summary>
    public bool EmailClaimed { get; init; }

    public string? Phone { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute: a shopper who clicks through a shop does not have their row written again at every click.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    public static DateTimeOffset SeenAt(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMinute));

    public Guid? MergedInto { get; init; }
}
