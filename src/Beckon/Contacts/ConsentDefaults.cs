using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>Where a source says nothing about consent, the workspace's default applies, once, when a contact's first address becomes known.</summary>
public static class ConsentDefaults
{
    /// <summary>
    /// Gives contacts without an e-mail consent the default. "Unsubscribed" by default means never asked, not an opt-out: a later opt-in
    /// counts. What somebody has said is never overwritten.
    /// </summary>
    public static async Task ApplyAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid[] contacts, DateTimeOffset at, CancellationToken ct)
    {
        if (contacts.Length == 0) return;
        await connection
            .Command(
                """
                insert into consent (workspace_id, contact_id, channel, status, changed_at)
                select $1, t.id, 'email', case w.email_consent_default when 'subscribed' then 'subscribed' else 'never' end, $3
                from unnest($2) as t(id)
                join workspace w on w.id = $1
                on conflict (workspace_id, contact_id, channel) do nothing
                """)
            .With(workspaceId)
            .With(contacts)
            .With(at.UtcDateTime)
            .RunAsync(ct);
    }
}
