using Beckon.Contacts.Fields;
using Beckon.Kernel;

namespace Beckon.Contacts.Jobs;

/// <summary>What an export can say of a contact, by the names of the columns in the API and their headings in the file.</summary>
public static class ExportColumns
{
    public const string FieldPrefix = "field:";

    /// <summary>The columns beside the custom fields, in their usual order.</summary>
    public static readonly IReadOnlyDictionary<string, string> Headings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = "Contact id",
        ["email"] = "Email",
        ["phone"] = "Phone",
        ["first_name"] = "First name",
        ["last_name"] = "Last name",
        ["customer_id"] = "Customer id",
        ["email_consent"] = "Email consent",
        ["sms_consent"] = "SMS consent",
        ["push_consent"] = "Push consent",
        ["tags"] = "Tags",
        ["lists"] = "Lists",
        ["order_count"] = "Orders",
        ["order_total"] = "Spent",
        ["last_order_at"] = "Last order",
        ["created_at"] = "Known since",
        ["last_seen_at"] = "Last seen",
    };

    /// <summary>The columns that are asked for; all when none is.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string>? asked, IReadOnlyCollection<ContactField> fields, Faults faults)
    {
        if (asked is null or { Count: 0 }) return [.. Headings.Keys, .. fields.Select(field => FieldPrefix + field.Key)];
        foreach (var column in asked)
        {
            if (Headings.ContainsKey(column) || fields.Any(field => FieldPrefix + field.Key == column)) continue;
            faults.Add("columns", $"There is no column {column}. There are {string.Join(", ", Headings.Keys)} and {FieldPrefix} with a custom field's key.");
        }
        return [.. asked.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The first row of the file.</summary>
    public static IReadOnlyList<string> HeadingsOf(IReadOnlyList<string> columns, IReadOnlyCollection<ContactField> fields) =>
        [.. columns.Select(column => Headings.GetValueOrDefault(column)
            ?? fields.FirstOrDefault(field => FieldPrefix + field.Key == column)?.Label ?? column[FieldPrefix.Length..])];
}
