namespace Beckon.Contacts.Fields;

/// <summary>A custom field that a workspace has defined.</summary>
public sealed record ContactField
{
    /// <summary>What it is called in the API, in imports and templates: never changed.</summary>
    public required string Key { get; init; }

    /// <summary>What it is called on screens.</summary>
    public required string Label { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>What a choice may be.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How many values of another kind sources have sent, which were kept out.</summary>
    public long KeptOut { get; init; }

    public DateTimeOffset? KeptOutAt { get; init; }

    public Guid? KeptOutSource { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a custom field holds.</summary>
public enum FieldKind
{
    Text,
    Number,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A moment.</summary>
    DateTime,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of the field's choices.</summary>
    Choice,
}
