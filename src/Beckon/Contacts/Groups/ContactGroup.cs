namespace Beckon.Contacts.Groups;

/// <summary>A static list of contacts, or a tag.</summary>
public sealed record ContactGroup(Guid Id, GroupKind Kind, string Name, long Members, DateTimeOffset CreatedAt)
{
    public const int LongestName = 80;

    /// <summary>The name as it is kept, or null when it cannot be one.</summary>
    public static string? NameOf(string? text)
    {
        var name = text?.Trim() ?? "";
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) ? name : null;
    }
}

/// <summary>What a group of contacts is.</summary>
public enum GroupKind
{
    /// <summary>Made on purpose, and there also when it is empty.</summary>
    List,

    /// <summary>A light label, made by its first use.</summary>
    Tag,
}
