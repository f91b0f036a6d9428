namespace Beckon.Templates;

/// <summary>A stored template. Campaigns take a copy of its content, so editing it changes no message that is under way.</summary>
public sealed record Template
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Never changes.</summary>
    public TemplateChannel Channel { get; init; }

    public required TemplateCategory Category { get; init; }

    public required TemplateContent Content { get; init; }

    /// <summary>Grows with each edit: the ETag.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What a template is for.</summary>
public enum TemplateCategory
{
    AbandonCart,
    Welcome,
    PostPurchase,
    WinBack,
    Newsletter,
    Other,
}

/// <summary>What a template is sent over.</summary>
public enum TemplateChannel
{
    Email,
    Sms,
}
