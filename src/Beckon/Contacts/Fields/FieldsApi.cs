using System.Text.RegularExpressions;
using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Contacts.Fields;

/// <summary>The custom fields of contacts.</summary>
public static partial class FieldsApi
{
    public static void MapFields(this IEndpointRouteBuilder routes)
    {
        var fields = routes.MapGroup("/api/contact-fields").WithTags("Contact fields");
        fields.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("The custom fields of contacts, in the order they were defined");
        fields.MapPost("", AddAsync).Requires(Permission.ContactsWrite).WithSummary("Define a custom field").ProducesProblem(StatusCodes.Status409Conflict);
        fields.MapGet("{key}/count", CountAsync).Requires(Permission.ContactsRead).WithSummary("How many contacts have a value in a field");
        fields.MapPatch("{key}", EditAsync).Requires(Permission.ContactsWrite).WithSummary("Change a field's label or its choices")
            .ProducesProblem(StatusCodes.Status404NotFound);
        fields.MapDelete("{key}", RemoveAsync).Requires(Permission.ContactsWrite).WithSummary("Delete a field with all its values")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ContactFields>> ListAsync(Caller caller, FieldDesk desk, CancellationToken ct) =>
        TypedResults.Ok(new ContactFields([.. (await desk.ListAsync(caller.WorkspaceId, ct)).Select(ContactFieldView.Of)]));

    private static async Task<Results<Created<ContactFieldView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        NewContactField request, Caller caller, FieldDesk desk, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        var key = request.Key?.Trim() ?? KeyOf(request.Label);
        if (!KeyPattern().IsMatch(key)) faults.Add("key", $"Use small letters, digits and underscores, a letter first, at most {FieldRules.LongestKey}.");
        CheckLabel(request.Label, faults);
        var choices = CheckChoices(request.Kind, request.Choices, faults);
        var known = await desk.ListAsync(caller.WorkspaceId, ct);
        if (known.Count >= FieldRules.MostFields) faults.Add("key", $"There are {known.Count} fields, which is as many as there can be. Delete one first.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var field = new ContactField { Key = key, Label = request.Label.Trim(), Kind = request.Kind, Choices = choices, CreatedAt = time.GetUtcNow() };
        return await desk.AddAsync(caller, field, ct)
            ? TypedResults.Created($"/api/contact-fields/{key}", ContactFieldView.Of(field))
            : TypedResults.Problem($"Use it, or choose another key than {key}.", title: "There is a field with this key.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<ContactCount>> CountAsync(string key, Caller caller, FieldDesk desk, CancellationToken ct) =>
        TypedResults.Ok(new ContactCount(await desk.CountAsync(caller.WorkspaceId, key, ct), AtLeast: false));

    private static async Task<Results<Ok<ContactFieldView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string key, ContactFieldEdit request, Caller caller, FieldDesk desk, CancellationToken ct)
    {
        if ((await desk.ListAsync(caller.WorkspaceId, ct)).Find(known => known.Key == key) is not { } field) return Unknown(key);
        var faults = new Faults();
        if (request.Label is not null) CheckLabel(request.Label, faults);
        var choices = request.Choices is null ? field.Choices : CheckChoices(field.Kind, request.Choices, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var edited = field with { Label = request.Label?.Trim() ?? field.Label, Choices = choices };
        await desk.EditAsync(caller, edited, ct);
        return TypedResults.Ok(ContactFieldView.Of(edited));
    }

    private static async Task<Results<Ok<ContactCount>, ProblemHttpResult>> RemoveAsync(string key, Caller caller, FieldDesk desk, CancellationToken ct)
    {
        if (!(await desk.ListAsync(caller.WorkspaceId, ct)).Exists(known => known.Key == key)) return Unknown(key);
        return TypedResults.Ok(new ContactCount(await desk.RemoveAsync(caller, key, ct), AtLeast: false));
    }

    private static void CheckLabel(string label, Faults faults)
    {
        if (label.Trim().Length is 0 or > FieldRules.LongestLabel || label.Any(char.IsControl))
            faults.Add("label", $"Give it a name of at most {FieldRules.LongestLabel} characters.");
    }

    private static string[] CheckChoices(FieldKind kind, IReadOnlyList<string>? choices, Faults faults)
    {
        string[] given = [.. (choices ?? []).Select(choice => choice.Trim()).Where(choice => choice.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (kind == FieldKind.Choice && given.Length is 0 or > FieldRules.MostChoices) faults.Add("choices", $"Give 1 to {FieldRules.MostChoices} choices.");
        if (kind != FieldKind.Choice && given.Length > 0) faults.Add("choices", "Only a field of the kind choice has choices.");
        if (given.Any(choice => choice.Length > FieldRules.LongestLabel || choice.Any(char.IsControl)))
            faults.Add("choices", $"A choice has at most {FieldRules.LongestLabel} characters.");
        return given;
    }

    /// <summary>A key made of a label: "Shoe size" becomes <c>shoe_size</c>.</summary>
    public static string KeyOf(string label)
    {
        var key = NotInKeys().Replace(label.Trim().ToLowerInvariant(), "_").Trim('_');
        if (key.Length == 0) return "";
        if (!char.IsAsciiLetter(key[0])) key = "f_" + key;
        return key.Length > FieldRules.LongestKey ? key[..FieldRules.LongestKey] : key;
    }

    private static ProblemHttpResult Unknown(string key) => TypedResults.Problem(
        $"This workspace has no field {key}. GET /api/contact-fields lists them.", title: "There is no such field.", statusCode: StatusCodes.Status404NotFound);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,59}$", RegexOptions.None, 1_000)]
    private static partial Regex KeyPattern();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, 1_000)]
    private static partial Regex NotInKeys();
}

/// <summary>A custom field to be defined.</summary>
/// <param name="Label">What it is called on screens, at most 80 characters.</param>
/// <param name="Kind">What it holds; never changed afterwards.</param>
/// <param name="Key">What it is called in the API and in imports; made of the label when it is left out. Never changed afterwards.</param>
/// <param name="Choices">For the kind <c>choice</c>: what may be chosen.</param>
public sealed record NewContactField(string Label, FieldKind Kind, string? Key = null, IReadOnlyList<string>? Choices = null);

/// <summary>What of a custom field is to change; what is left out stays.</summary>
/// <param name="Label">What it is called on screens.</param>
/// <param name="Choices">What may be chosen from now on; contacts keep a value that is no longer among them.</param>
public sealed record ContactFieldEdit(string? Label = null, IReadOnlyList<string>? Choices = null);

/// <summary>All custom fields.</summary>
/// <param name="Items">In the order in which they were defined.</param>
public sealed record ContactFields(IReadOnlyList<ContactFieldView> Items);

/// <summary>A custom field of contacts.</summary>
/// <param name="Key">What it is called in the API and in imports.</param>
/// <param name="Label">What it is called on screens.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Choices">What may be chosen, for the kind <c>choice</c>.</param>
/// <param name="KeptOut">How many values of another kind came with events and were kept out.</param>
/// <param name="KeptOutAt">When the last of them came.</param>
/// <param name="KeptOutSourceId">From which source.</param>
/// <param name="CreatedAt">When it was defined.</param>
public sealed record ContactFieldView(
    string Key, string Label, FieldKind Kind, IReadOnlyList<string> Choices, long KeptOut, DateTimeOffset? KeptOutAt, string? KeptOutSourceId,
    DateTimeOffset CreatedAt)
{
    public static ContactFieldView Of(ContactField field) => new(
        field.Key, field.Label, field.Kind, field.Choices, field.KeptOut, field.KeptOutAt, Ids.Out(Ids.Source, field.KeptOutSource), field.CreatedAt);
}
