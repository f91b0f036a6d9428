using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Jobs;
using Beckon.Kernel;

namespace Beckon.Integrations.Imports;

/// <summary>What a column of a file can be.</summary>
public static class ImportTarget
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string CustomerId = "customer_id";
    public const string FirstName = "first_name";
    public const string LastName = "last_name";
    public const string FullName = "full_name";
    public const string Tags = "tags";
    public const string ConsentPrefix = "consent:";
    public const string FieldPrefix = ExportColumns.FieldPrefix;

    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal) { Email, Phone, CustomerId, FirstName, LastName, FullName, Tags };

    /// <summary>What makes a person recognisable: a file has at least one of them.</summary>
    public static bool IsIdentifier(string? target) => target is Email or Phone or CustomerId;

    /// <summary>The channel of a consent column; null when it is none.</summary>
    public static Channel? ChannelOf(string target) =>
        target.StartsWith(ConsentPrefix, StringComparison.Ordinal) && Words.TryRead<Channel>(target[ConsentPrefix.Length..], out var channel) ? channel : null;

    /// <summary>The key of a custom field's column; null when it is none.</summary>
    public static string? FieldOf(string target) => target.StartsWith(FieldPrefix, StringComparison.Ordinal) ? target[FieldPrefix.Length..] : null;

    public static bool IsKnown(string target, IReadOnlyCollection<ContactField> fields) =>
        Plain.Contains(target) || ChannelOf(target) is not null || (FieldOf(target) is { } key && fields.Any(field => field.Key == key));
}
