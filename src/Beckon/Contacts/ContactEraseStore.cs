using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Contacts;

/// <summary>Takes a person out of the contacts.</summary>
public static class ContactEraseStore
{
    /// <summary>The contact and those merged into it. First of all: whoever is about to write something of them waits, and finds them gone.</summary>
    public static Task<int> EraseContactAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from contact where workspace_id = $1 and id = any($2)", person, ct);

    public static Task<int> EraseIdentifiersAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from contact_identifier where workspace_id = $1 and contact_id = any($2)", person, ct);

    public static Task<int> EraseConsentAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from consent where workspace_id = $1 and contact_id = any($2)", person, ct);

    public static Task<int> EraseConsentLogAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from consent_log where workspace_id = $1 and contact_id = any($2)", person, ct);

    public static Task<int> EraseTraitsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from trait where workspace_id = $1 and contact_id = any($2)", person, ct);

    public static Task<int> EraseFieldsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from contact_value where workspace_id = $1 and contact_id = any($2)", person, ct);

    public static Task<int> EraseGroupsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        Run(connection, "delete from contact_group_member where workspace_id = $1 and contact_id = any($2)", person, ct);

    public static Task<int> EraseSuppressionAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct) =>
        connection
            .Command(
                """
                delete from suppression
                where workspace_id = $1 and (channel = 'email' and address = any($2) or channel = 'sms' and address = any($3))
                """)
            .With(person.WorkspaceId).With(person.Emails).With(person.Phones)
            .RunAsync(ct);

    private static Task<int> Run(NpgsqlConnection connection, string sql, ErasedPerson person, CancellationToken ct) =>
        connection.Command(sql).With(person.WorkspaceId).With(person.Ids).RunAsync(ct);
}
