using Beckon.Kernel;
using Npgsql;

namespace Beckon.Server.Tests;

/// <summary>Puts rows into a test's workspace as processing would have left them.</summary>
public static class Seed
{
    public static async Task<Guid> ContactAsync(this TestWorkspace shop, SeedContact contact)
    {
        var id = Guid.CreateVersion7(contact.SeenAt);
        await shop.RunAsync(
            """
            insert into contact (workspace_id, id, anonymous, email, phone, first_name, last_name, created_at, last_seen_at, order_count, order_total, merged_into)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)
            """,
            id, contact.Email is null && contact.Phone is null && contact.CustomerId is null, contact.Email, contact.Phone, contact.First, contact.Last,
            contact.SeenAt.UtcDateTime, contact.Orders, contact.Total, contact.MergedInto);
        await shop.IdentifierAsync(id, "email", contact.Email);
        await shop.IdentifierAsync(id, "phone", contact.Phone);
        await shop.IdentifierAsync(id, "customer_id", contact.CustomerId);
        await shop.IdentifierAsync(id, "anonymous_id", contact.AnonymousId);
        return id;
    }

    public static Task ConsentAsync(this TestWorkspace shop, Guid contact, string status) =>
        shop.RunAsync(
            "insert into consent (workspace_id, contact_id, channel, status, changed_at) values ($1, $2, 'email', $3, now())", contact, status);

    public static async Task<Guid> SourceAsync(this TestWorkspace shop, string kind, string name)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await shop.RunAsync("insert into source (workspace_id, id, kind, name, created_at) values ($1, $2, $3, $4, now())", id, kind, name);
        return id;
    }

    public static async Task<Guid> EventAsync(this TestWorkspace shop, SeedEvent e)
    {
        var id = Guid.CreateVersion7(e.ReceivedAt ?? e.At);
        await shop.RunAsync(
            """
            insert into event (workspace_id, id, contact_id, source_id, name, status, occurred_at, received_at, message_id, properties)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)
            """,
            id, e.Contact, e.Source, e.Name, e.Status, e.At.UtcDateTime, (e.ReceivedAt ?? e.At).UtcDateTime, $"m-{id:n}", e.Properties);
        return id;
    }

    public static async Task<Guid> OrderAsync(this TestWorkspace shop, SeedOrder order)
    {
        var id = Guid.CreateVersion7(order.At);
        await shop.RunAsync(
            """
            insert into shop_order (workspace_id, id, source_id, external_id, contact_id, status, total, currency, placed_at, status_at, delivered_at, items, document, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10::jsonb, $11::jsonb, $9, $9)
            """,
            id, order.Source, order.ExternalId, order.Contact, order.Status, order.Total, order.Currency, order.At.UtcDateTime, order.Items, order.Document);
        return id;
    }

    public static async Task<Guid> MessageAsync(this TestWorkspace shop, SeedMessage message)
    {
        var id = Guid.CreateVersion7(message.At);
        await shop.RunAsync(
            """
            insert into message (workspace_id, id, campaign_id, flow_id, flow_version, run_id, step, contact_id, channel, status, reason, subject, event_id,
                event_received_at, triggered_at, content_id, exit_rule, created_at, due_at, sent_at)
            values ($1, $2, $3, $2, 1, $2, 'send', $4, 'email', $5, $6, $7, $2, $8, $8, $2, 'none', $8, $8, $9)
            """,
            id, message.Campaign, message.Contact, message.Status, message.Reason, message.Subject, message.At.UtcDateTime,
            message.Status == "sent" ? message.At.UtcDateTime : null);
        return id;
    }

    public static Task CreditAsync(this TestWorkspace shop, Guid order, Guid message, Guid contact, DateTimeOffset at) =>
        shop.RunAsync(
            """
            insert into order_credit (workspace_id, order_id, message_id, contact_id, touch, touched_at, credited_at)
            values ($1, $2, $3, $4, 'click', $5, $5)
            """,
            order, message, contact, at.UtcDateTime);

    /// <summary>Runs a statement whose first parameter is the workspace.</summary>
    public static async Task RunAsync(this TestWorkspace shop, string sql, params object?[] values)
    {
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = shop.Id });
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one number that a statement answers whose first parameter is the workspace.</summary>
    public static async Task<long> ScalarAsync(this TestWorkspace shop, string sql)
    {
        await using var command = shop.Get<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = shop.Id });
        return (long)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("No value."));
    }

    private static async Task IdentifierAsync(this TestWorkspace shop, Guid contact, string kind, string? value)
    {
        if (value is null) return;
        await shop.RunAsync(
            "insert into contact_identifier (workspace_id, kind, scope, value, contact_id, created_at) values ($1, $2, $3, $4, $5, now())",
            kind, Guid.Empty, value, contact);
    }

    public static string Id(string prefix, Guid id) => PublicId.Format(prefix, id);
}

/// <summary>A contact to be put in.</summary>
public sealed record SeedContact(DateTimeOffset SeenAt)
{
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? CustomerId { get; init; }
    public string? AnonymousId { get; init; }
    public string? First { get; init; }
    public string? Last { get; init; }
    public int Orders { get; init; }
    public decimal Total { get; init; }
    public Guid? MergedInto { get; init; }
}

/// <summary>An event to be put in.</summary>
public sealed record SeedEvent(string Name, DateTimeOffset At)
{
    public Guid? Contact { get; init; }
    public Guid Source { get; init; }
    public string? Status { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public string Properties { get; init; } = "{}";
}

/// <summary>An order to be put in.</summary>
public sealed record SeedOrder(string ExternalId, Guid Contact, DateTimeOffset At)
{
    public Guid Source { get; init; }
    public string Status { get; init; } = "DELIVERED";
    public decimal Total { get; init; } = 100;
    public string Currency { get; init; } = "USD";
    public string Items { get; init; } = "[]";
    public string Document { get; init; } = "{}";
}

/// <summary>A message to be put in.</summary>
public sealed record SeedMessage(Guid Contact, DateTimeOffset At)
{
    public Guid? Campaign { get; init; }
    public string Status { get; init; } = "sent";
    public string? Reason { get; init; }
    public string? Subject { get; init; } = "You left something";
}
