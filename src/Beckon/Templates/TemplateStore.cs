using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Templates;

/// <summary>The stored templates of the workspaces.</summary>
public sealed class TemplateStore(NpgsqlDataSource source, Audit audit, TimeProvider time)
{
    private const int Most = 500;

    /// <summary>All, or those of one category or channel; those last edited first.</summary>
    public async Task<List<Template>> ListAsync(Guid workspaceId, TemplateCategory? category, TemplateChannel? channel, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                select id, name, category, subject, preheader, html, text, version, created_at, updated_at, channel from template
                where workspace_id = $1 and ($2 is null or category = $2) and ($4 is null or channel = $4)
                order by updated_at desc, id desc
                limit $3
                """)
            .With(workspaceId)
            .With(category is { } one ? Words.Of(one) : null, NpgsqlDbType.Text)
            .With(Most)
            .With(channel is { } over ? Words.Of(over) : null, NpgsqlDbType.Text)
            .ReadAsync(Read, ct);
    }

    public async Task<Template?> FindAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                select id, name, category, subject, preheader, html, text, version, created_at, updated_at, channel from template
                where workspace_id = $1 and id = $2
                """)
            .With(workspaceId).With(id)
            .ReadAsync(Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Template> CreateAsync(Caller caller, string name, TemplateChannel channel, TemplateCategory category, TemplateContent content, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var template = new Template
        {
            Id = Ids.New(time),
            Name = name,
            Channel = channel,
            Category = category,
            Content = content,
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await InsertAsync(connection, caller.WorkspaceId, template, ct);
        await audit.WriteAsync(connection, caller, "template.created", Ids.Out(Ids.Template, template.Id), new { name }, ct);
        await transaction.CommitAsync(ct);
        return template;
    }

    /// <summary>Stores the template as it now is; null when somebody else was faster than the version that was read.</summary>
    public async Task<Template?> EditAsync(Caller caller, Template template, CancellationToken ct)
    {
        var edited = template with { Version = template.Version + 1, UpdatedAt = time.GetUtcNow() };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var changed = await connection
            .Command(
                """
                update template set name = $3, category = $4, subject = $5, preheader = $6, html = $7, text = $8, version = $9, updated_at = $10
                where workspace_id = $1 and id = $2 and version = $11
                """)
            .With(caller.WorkspaceId).With(edited.Id).With(edited.Name).With(Words.Of(edited.Category))
            .With(edited.Content.Subject).With(edited.Content.Preheader).With(edited.Content.Html).With(edited.Content.Text)
            .With(edited.Version).With(edited.UpdatedAt.UtcDateTime).With(template.Version)
            .RunAsync(ct);
        if (changed == 0) return null;
        await audit.WriteAsync(connection, caller, "template.edited", Ids.Out(Ids.Template, edited.Id), new { edited.Name, edited.Version }, ct);
        await transaction.CommitAsync(ct);
        return edited;
    }

    public async Task<bool> DeleteAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var gone = await connection.Command("delete from template where workspace_id = $1 and id = $2").With(caller.WorkspaceId).With(id).RunAsync(ct);
        if (gone == 0) return false;
        await audit.WriteAsync(connection, caller, "template.deleted", Ids.Out(Ids.Template, id), null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Gives a new workspace the templates that come with the program, in the transaction that makes the workspace.</summary>
    public static async Task AddBuiltInsAsync(NpgsqlConnection connection, Guid workspaceId, TimeProvider time, CancellationToken ct)
    {
        // The last one made is listed first: the one with products.
        foreach (var builtIn in BuiltInTemplates.All.Reverse())
        {
            var now = time.GetUtcNow();
            var template = new Template
            {
                Id = Ids.New(time),
                Name = builtIn.Name,
                Category = TemplateCategory.AbandonCart,
                Content = builtIn.Content,
                Version = 1,
                CreatedAt = now,
                UpdatedAt = now,
            };
            await InsertAsync(connection, workspaceId, template, ct);
        }
    }

    private static Task<int> InsertAsync(NpgsqlConnection connection, Guid workspaceId, Template template, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into template (workspace_id, id, name, channel, category, subject, preheader, html, text, version, created_at, updated_at)
                values ($1, $2, $3, $11, $4, $5, $6, $7, $8, $9, $10, $10)
                """)
            .With(workspaceId).With(template.Id).With(template.Name).With(Words.Of(template.Category))
            .With(template.Content.Subject).With(template.Content.Preheader).With(template.Content.Html).With(template.Content.Text)
            .With(template.Version).With(template.CreatedAt.UtcDateTime).With(Words.Of(template.Channel))
            .RunAsync(ct);

    private static Template Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        Category = Words.Read<TemplateCategory>(row.GetString(2)),
        Content = new TemplateContent(row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)),
        Version = row.GetInt32(7),
        CreatedAt = row.Time(8),
        UpdatedAt = row.Time(9),
        Channel = Words.Read<TemplateChannel>(row.GetString(10)),
    };
}
