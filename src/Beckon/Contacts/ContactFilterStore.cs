using Beckon.Kernel;
using Beckon.Storage;

namespace Beckon.Contacts;

/// <summary>
/// Says a filter in SQL, over the contact <c>c</c> of the workspace <c>$1</c>. Only words of this file reach a statement; what a caller says travels
/// as values.
/// </summary>
public static class ContactFilterStore
{
    /// <summary>From where contacts are read: all, or those that a search finds, at most so many hits of each kind.</summary>
    public static ContactsFrom From(ContactFilter filter, string callingCode, int? mostHits, Placeholders values)
    {
        var search = ContactSearch.Parse(filter.Q, callingCode);
        return search is null
            ? new ContactsFrom("", "contact c")
            : new ContactsFrom(Found(search, mostHits, values), "found join contact c on c.workspace_id = $1 and c.id = found.id");
    }

    /// <summary>The conditions, each begun with <c>and</c>.</summary>
    public static string Where(ContactFilter filter, Placeholders values)
    {
        var where = "";
        if (filter.Ids is { } ids) where += $" and c.id = any({values.Of<Guid[]>([.. ids])})";
        if (filter.Known is { } known) where += known ? " and not c.anonymous" : " and c.anonymous";
        if (filter.Ordered is { } ordered) where += ordered ? " and c.order_count > 0" : " and c.order_count = 0";
        if (filter.List is { } list)
            where += $" and exists (select from contact_group_member m where m.workspace_id = $1 and m.group_id = {values.Of(list)} and m.contact_id = c.id)";
        if (filter.Audience is { } audience)
            where += $" and exists (select from audience_member m where m.workspace_id = $1 and m.audience_id = {values.Of(audience)} and m.contact_id = c.id)";
        if (filter.Tag is { } tag)
        {
            where +=
                $"""
                 and exists (
                    select from contact_group_member m where m.workspace_id = $1 and m.contact_id = c.id and m.group_id = (
                        select g.id from contact_group g where g.workspace_id = $1 and g.kind = 'tag' and lower(g.name) = lower({values.Of(tag)})))
                """;
        }
        if (filter.Segment is not null || filter.Recency is not null || filter.Frequency is not null)
        {
            where += " and exists (select from rfm_score s where s.workspace_id = $1 and s.contact_id = c.id";
            if (filter.Segment is { } segment) where += $" and s.segment = {values.Of(segment)}";
            if (filter.Recency is { } recency) where += $" and s.recency = {values.Of((short)recency)}";
            if (filter.Frequency is { } frequency) where += $" and s.frequency = {values.Of((short)frequency)}";
            where += ")";
        }
        if (filter is { Channel: { } channel, Consent: { } status }) where += Consent(Words.Of(channel), status, values);
        return where;
    }

    // Without a row nobody ever asked.
    private static string Consent(string channel, ConsentStatus status, Placeholders values)
    {
        var of = $"select from consent s where s.workspace_id = $1 and s.contact_id = c.id and s.channel = {values.Of(channel)}";
        return status == ConsentStatus.Never
            ? $" and not exists ({of} and s.status <> 'never')"
            : $" and exists ({of} and s.status = {values.Of(Words.Of(status))})";
    }

    private static string Found(ContactSearch search, int? mostHits, Placeholders values)
    {
        var limit = mostHits is { } most ? $"limit {values.Of(most)}" : "";
        var name = values.Of(search.Name);
        var parts = new List<string>
        {
            $"""
            select i.contact_id as id
            from unnest({values.Of<string[]>([.. search.Identifiers])}) as t(beginning)
            cross join lateral (
                select i.contact_id from contact_identifier i
                where i.workspace_id = $1 and i.kind <> 'anonymous_id' and {Sql.StartsWith("i.value", "t.beginning")} {limit}
            ) i
            """,
            $"(select c.id from contact c where c.workspace_id = $1 and {Sql.StartsWith("lower(c.first_name)", name)} {limit})",
            $"(select c.id from contact c where c.workspace_id = $1 and {Sql.StartsWith("lower(c.last_name)", name)} {limit})",
        };
        if (search is { First: { } first, Last: { } last })
        {
            parts.Add(
                $"""
                (select c.id from contact c
                 where c.workspace_id = $1 and lower(c.first_name) = {values.Of(first)} and {Sql.StartsWith("lower(c.last_name)", values.Of(last))} {limit})
                """);
        }
        if (search.PhoneEnd is { } end)
        {
            parts.Add(
                $"""
                (select i.contact_id from contact_identifier i
                 where i.workspace_id = $1 and i.kind = 'phone' and {Sql.StartsWith("reverse(i.value)", values.Of(end))} {limit})
                """);
        }
        return $"with found as ({string.Join(" union ", parts)})";
    }
}

/// <summary>The beginning of a statement and what follows <c>from</c>.</summary>
public sealed record ContactsFrom(string With, string From);
