namespace Beckon.Events;

/// <summary>Somebody joins the loyalty programme. Who has joined stays a member: a second sign-up adds what was not known and moves nothing.</summary>
public sealed record SignUp
{
    /// <summary>The store they joined in, by the sender's id.</summary>
    public string? StoreId { get; init; }

    public string? StoreName { get; init; }

    /// <summary>What they answered when they were asked for e-mails; null: they were not asked.</summary>
    public bool? EmailOptIn { get; init; }

    /// <summary>What they answered when they were asked for text messages; null: they were not asked.</summary>
    public bool? SmsOptIn { get; init; }
}
