using Beckon.Contacts.Fields;
using Beckon.Kernel;

namespace Beckon.Audiences.Language;

/// <summary>What a workspace has that filters name: custom fields by key, lists by id, and its audiences.</summary>
public sealed record FilterContext(
    IReadOnlyDictionary<string, ContactField> Fields, IReadOnlyDictionary<string, string> Lists, IReadOnlyList<Audience> Audiences)
{
    /// <summary>The names of the audiences, by id.</summary>
    public IReadOnlyDictionary<string, string> AudienceNames { get; } =
        Audiences.ToDictionary(audience => Ids.Out(Ids.Audience, audience.Id), audience => audience.Name, StringComparer.Ordinal);

    public Meanings Meanings { get; } = new(Audiences);
}
