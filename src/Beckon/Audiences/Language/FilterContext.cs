using Beckon.Contacts.Fields;

namespace Beckon.Audiences.Language;

/// <summary>What a workspace has that filters name: custom fields by key, lists and audiences by id.</summary>
public sealed record FilterContext(
    IReadOnlyDictionary<string, ContactField> Fields, IReadOnlyDictionary<string, string> Lists, IReadOnlyDictionary<string, string> Audiences);
