using System.Text.Json;
using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Templates;

/// <summary>Finds a real contact and cart to preview with; a made-up one while there is none.</summary>
public sealed class PreviewStore(NpgsqlDataSource source, WorkspaceStore workspaces, TimeProvider time)
{
    private const string SampleCode = "WELCOME-7Q2F";

    // Previews are read in a frame that opens no links.
    private const string NoLink = "#unsubscribe";

    /// <summary>
    /// Without a contact, the one who last abandoned a cart; without a cart, the last one they abandoned, or else the last one they filled.
    /// Null when there is no such contact.
    /// </summary>
    public async Task<PreviewSubject?> ForAsync(Guid workspaceId, Guid? contactId, Guid? cartId, CancellationToken ct)
    {
        var workspace = await workspaces.GetAsync(workspaceId, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        var wanted = contactId ?? await LastAbandonerAsync(connection, workspaceId, ct);
        if (wanted is not { } id) return Sample(workspace);
        if (await FindContactAsync(connection, workspaceId, id, ct) is not { } contact) return contactId is null ? Sample(workspace) : null;
        var (cart, foundCartId) = await FindCartAsync(connection, workspaceId, contact.Id, cartId, ct);
        var person = new RenderContact(Ids.Out(Ids.Contact, contact.Id), contact.FirstName, contact.LastName, contact.Email, contact.Phone);
        return new PreviewSubject(
            RenderContext.Of(workspace, person, cart, NoLink, time.GetUtcNow()) with
            {
                Event = await LastSaidAsync(connection, workspaceId, contact.Id, ct),
                DiscountCode = SampleCode,
            },
            new PreviewContact(person.Id, NameOf(person), person.Email, Ids.Out(Ids.Cart, foundCartId)),
            contact.Id);
    }

    private static async Task<Guid?> LastAbandonerAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var found = await connection
            .Command(
                """
                select contact_id from event
                where workspace_id = $1 and name = $2 and contact_id is not null
                order by id desc
                limit 1
                """)
            .With(workspaceId).With(EventNames.CartAbandoned)
            .ReadAsync(row => row.GetGuid(0), ct);
        return found.Count == 0 ? null : found[0];
    }

    // What they did last with some product, as an example of an event that begins a flow.
    private static async Task<JsonElement?> LastSaidAsync(NpgsqlConnection connection, Guid workspaceId, Guid contactId, CancellationToken ct)
    {
        var found = await connection
            .Command(
                """
                select properties::text from event
                where workspace_id = $1 and contact_id = $2 and properties ? 'productId'
                order by id desc
                limit 1
                """)
            .With(workspaceId).With(contactId)
            .ReadAsync(row => JsonElement.Parse(row.GetString(0)), ct);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<ContactFacts?> FindContactAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        // A contact that was merged away goes on as the other.
        var found = await connection
            .Command(
                """
                select k.id, k.first_name, k.last_name, k.email, k.phone
                from contact c
                join contact k on k.workspace_id = $1 and k.id = coalesce(c.merged_into, c.id)
                where c.workspace_id = $1 and c.id = $2
                """)
            .With(workspaceId).With(id)
            .ReadAsync(row => new ContactFacts(row.GetGuid(0), row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)), ct);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<(RenderCart? Cart, Guid? Id)> FindCartAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid contactId, Guid? cartId, CancellationToken ct)
    {
        var found = await connection
            .Command(
                """
                select id, external_id, url, currency, total, items, abandoned_at from cart
                where workspace_id = $1 and contact_id = $2 and ($3 is null or id = $3)
                order by status = 'abandoned' desc, changed_at desc
                limit 1
                """)
            .With(workspaceId).With(contactId).With(cartId, NpgsqlDbType.Uuid)
            .ReadAsync(row => (ReadCart(row), row.GetGuid(0)), ct);
        return found.Count == 0 ? (null, null) : found[0];
    }

    private static RenderCart ReadCart(NpgsqlDataReader row) => new(
        row.GetString(1),
        row.TextOrNull(2),
        row.TextOrNull(3),
        row.IsDBNull(4) ? null : row.GetDecimal(4),
        JsonSerializer.Deserialize(row.GetString(5), EventJson.Default.ListLineItem) ?? [],
        row.TimeOrNull(6));

    private static string NameOf(RenderContact contact)
    {
        var name = $"{contact.FirstName} {contact.LastName}".Trim();
        return name.Length > 0 ? name : contact.Email ?? contact.Phone ?? "Somebody without a name";
    }

    private PreviewSubject Sample(Workspace workspace) => new(
        RenderContext.Of(
            workspace,
            new RenderContact("con_sample", "Sam", "Sample", "sam@example.com", null),
            new RenderCart(
                "sample",
                "https://example.com/cart",
                workspace.Currency,
                Total: null,
                [
                    new LineItem { ProductId = "1", Name = "Linen shirt", Brand = "Atelier North", Price = 49m, Quantity = 1, Url = "https://example.com/shirt" },
                    new LineItem { ProductId = "2", Name = "Wool socks, three pairs", Brand = "Fellmonger", Price = 18m, Quantity = 2, Url = "https://example.com/socks" },
                ],
                time.GetUtcNow()),
            NoLink,
            time.GetUtcNow()) with
        {
            DiscountCode = SampleCode,
        },
        new PreviewContact(null, "Sam Sample", "sam@example.com", null));

    private sealed record ContactFacts(Guid Id, string? FirstName, string? LastName, string? Email, string? Phone);
}

/// <summary>What to render a preview with, whom to name beside it, and whose data it is; null for a made-up person's.</summary>
public sealed record PreviewSubject(RenderContext Context, PreviewContact Contact, Guid? ContactId = null);
