using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Integrations.Imports;

/// <summary>Reads what somebody chose for an import, and says what is wrong with it.</summary>
public sealed class ImportChecks(WorkspaceStore workspaces, SourceStore sources, FieldDesk fields, GroupDesk groups)
{
    private const int LongestWording = 2_000;

    public async Task<ImportSettings> ReadAsync(Caller caller, ImportChoices choices, ImportShape shape, Faults faults, CancellationToken ct)
    {
        string?[] columns = [.. choices.Columns.Select(target => string.IsNullOrEmpty(target) ? null : target)];
        CheckColumns(columns, shape, await fields.ListAsync(caller.WorkspaceId, ct), faults);
        CheckConsent(choices, faults);
        var workspace = await workspaces.GetAsync(caller.WorkspaceId, ct);
        var country = string.IsNullOrEmpty(choices.Country) ? workspace.Country : choices.Country.ToUpperInvariant();
        if (!CallingCodes.Knows(country)) faults.Add("country", "Name a country by its two letters, such as DE.");
        if (!string.IsNullOrWhiteSpace(choices.Tag) && ContactGroup.NameOf(choices.Tag) is null)
            faults.Add("tag", $"A tag has at most {ContactGroup.LongestName} characters.");
        return new ImportSettings
        {
            Columns = columns,
            SourceId = await SourceAsync(caller, choices, faults, ct),
            List = await ListAsync(caller, choices, faults, ct),
            Tag = ContactGroup.NameOf(choices.Tag),
            Subscribe = [.. (choices.Subscribe ?? []).Distinct()],
            Wording = string.IsNullOrWhiteSpace(choices.Wording) ? null : choices.Wording.Trim(),
            Existing = choices.Existing,
            Country = country,
            Dates = choices.Dates,
        };
    }

    private static void CheckColumns(string?[] columns, ImportShape shape, List<ContactField> fields, Faults faults)
    {
        if (columns.Length != shape.Headings.Count)
            faults.Add("columns", $"The file has {shape.Headings.Count} columns; say of each what it is, an empty text for those to be left out.");
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is { } target && !ImportTarget.IsKnown(target, fields))
                faults.Add($"columns[{i}]", $"There is nothing called {target}. Define a custom field for it, or leave the column out.");
        }
        foreach (var twice in columns.Where(target => target is not null and not ImportTarget.Tags).GroupBy(target => target).Where(same => same.Count() > 1))
            faults.Add("columns", $"Two columns are mapped to {twice.Key}. Choose one of them.");
        if (!columns.Any(ImportTarget.IsIdentifier))
            faults.Add("columns", "Map at least one column to the e-mail address, the phone number or the customer id: people are recognised by them.");
    }

    // Subscribing people takes the words they agreed to, whether a column says so or this import as a whole.
    private static void CheckConsent(ImportChoices choices, Faults faults)
    {
        var subscribes = choices.Subscribe is { Count: > 0 } || choices.Columns.Any(target => target is not null && ImportTarget.ChannelOf(target) is not null);
        if (choices.Subscribe?.Contains(Channel.Push) == true) faults.Add("subscribe", "Nobody can be subscribed to push by a file: it takes a device.");
        if (subscribes && string.IsNullOrWhiteSpace(choices.Wording)) faults.Add("wording", "Say what these people agreed to, when and where.");
        if (choices.Wording?.Length > LongestWording) faults.Add("wording", $"Use at most {LongestWording} characters.");
    }

    private async Task<Guid> SourceAsync(Caller caller, ImportChoices choices, Faults faults, CancellationToken ct)
    {
        if (Ids.Read(Ids.Source, choices.Source, "source", faults) is not { } id) return Imports.OwnSource.IdIn(caller.WorkspaceId);
        if (id != Imports.OwnSource.IdIn(caller.WorkspaceId) && await sources.GetAsync(caller.WorkspaceId, id, ct) is null)
            faults.Add("source", "This workspace has no such source. GET /api/sources lists them.");
        return id;
    }

    private async Task<Guid?> ListAsync(Caller caller, ImportChoices choices, Faults faults, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(choices.List)) return null;
        if (await groups.FindAsync(caller.WorkspaceId, GroupKind.List, choices.List, ct) is { } list) return list.Id;
        faults.Add("list", "This workspace has no such list. GET /api/contact-lists lists them.");
        return null;
    }
}
