using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Templates;

/// <summary>Templates: make, edit, preview.</summary>
public static class TemplatesApi
{
    private const int LongestName = 200;

    public static void MapTemplateRoutes(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/templates").WithTags("Templates");
        templates.MapGet("", ListAsync).Requires(Permission.CampaignsRead).WithSummary("All templates, or those of a category or channel; last edited first");
        templates.MapPost("", CreateAsync).Requires(Permission.CampaignsWrite).WithSummary("Make a template");
        templates.MapGet("{id}", GetAsync).Requires(Permission.CampaignsRead).WithSummary("One template");
        templates.MapPut("{id}", EditAsync).Requires(Permission.CampaignsWrite).WithSummary("Edit a template; what is left out stays");
        templates.MapDelete("{id}", DeleteAsync).Requires(Permission.CampaignsWrite).WithSummary("Delete a template; campaigns keep their copy");
        templates.MapPost("{id}/duplicate", DuplicateAsync).Requires(Permission.CampaignsWrite).WithSummary("Make a copy of a template");
        templates.MapPost("preview", PreviewAsync).Requires(Permission.CampaignsRead).WithSummary("Render content as a contact would see it, with their cart");
        templates.MapGet("variables", VariablesAsync).Requires(Permission.CampaignsRead).WithSummary("What templates can show: variables, helpers and product feeds");
    }

    private static async Task<Results<Ok<Page<TemplateView>>, ValidationProblem>> ListAsync(
        string? category, string? channel, Caller caller, TemplateStore templates, TemplateRenderer renderer, CancellationToken ct)
    {
        var faults = new Faults();
        var wanted = Words.TryRead<TemplateCategory>(category, out var known) ? known : (TemplateCategory?)null;
        if (category is not null && wanted is null)
            faults.Add("category", $"There is no category {category}. There are {string.Join(", ", Enum.GetValues<TemplateCategory>().Select(name => Words.Of(name)))}.");
        var over = Words.TryRead<TemplateChannel>(channel, out var one) ? one : (TemplateChannel?)null;
        if (channel is not null && over is null) faults.Add("channel", "Templates are for the channels email and sms.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        var found = await templates.ListAsync(caller.WorkspaceId, wanted, over, ct);
        return TypedResults.Ok(new Page<TemplateView>([.. found.Select(template => View(template, renderer))], NextCursor: null));
    }

    private static async Task<Results<Created<TemplateView>, ValidationProblem>> CreateAsync(
        TemplateEdit request, Caller caller, TemplateStore templates, TemplateRenderer renderer, CancellationToken ct)
    {
        var name = request.Name?.Trim() ?? "";
        var content = Content(request, new("", "", "", ""));
        var channel = request.Channel ?? TemplateChannel.Email;
        var faults = Check(name, channel, content);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        return Created(await templates.CreateAsync(caller, name, channel, request.Category ?? TemplateCategory.Other, content, ct), renderer);
    }

    private static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, TemplateStore templates, TemplateRenderer renderer, HttpResponse response, CancellationToken ct)
    {
        if (await FindAsync(id, caller, templates, ct) is not { } template) return Unknown(id);
        response.Headers.ETag = Etag(template);
        return TypedResults.Ok(View(template, renderer));
    }

    private static async Task<Results<Ok<TemplateView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, TemplateEdit request, Caller caller, TemplateStore templates, TemplateRenderer renderer, HttpContext http, CancellationToken ct)
    {
        if (await FindAsync(id, caller, templates, ct) is not { } template) return Unknown(id);
        if (http.Request.Headers.IfMatch is { Count: > 0 } match && match != Etag(template)) return Stale();
        var wanted = template with
        {
            Name = request.Name?.Trim() ?? template.Name,
            Category = request.Category ?? template.Category,
            Content = Content(request, template.Content),
        };
        var faults = Check(wanted.Name, wanted.Channel, wanted.Content);
        if (request.Channel is { } other && other != template.Channel) faults.Add("channel", "A template stays one of its channel. Make another for the other.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await templates.EditAsync(caller, wanted, ct) is not { } edited) return Stale();
        http.Response.Headers.ETag = Etag(edited);
        return TypedResults.Ok(View(edited, renderer));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, Caller caller, TemplateStore templates, CancellationToken ct) =>
        PublicId.TryParse(Ids.Template, id, out var known) && await templates.DeleteAsync(caller, known, ct) ? TypedResults.NoContent() : Unknown(id);

    private static async Task<Results<Created<TemplateView>, ProblemHttpResult>> DuplicateAsync(
        string id, Caller caller, TemplateStore templates, TemplateRenderer renderer, CancellationToken ct)
    {
        if (await FindAsync(id, caller, templates, ct) is not { } template) return Unknown(id);
        const string Mark = " (copy)";
        var name = template.Name.Length + Mark.Length <= LongestName ? template.Name + Mark : template.Name;
        return Created(await templates.CreateAsync(caller, name, template.Channel, template.Category, template.Content, ct), renderer);
    }

    private static async Task<Results<Ok<TemplatePreview>, ValidationProblem>> PreviewAsync(
        PreviewRequest request, Caller caller, PreviewStore previews, TemplateRenderer renderer, CancellationToken ct)
    {
        var faults = new Faults();
        var contactId = ReadId(Ids.Contact, request.ContactId, "contactId", faults);
        var cartId = ReadId(Ids.Cart, request.CartId, "cartId", faults);
        var content = Content(request);
        CheckContent(content, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await previews.ForAsync(caller.WorkspaceId, contactId, cartId, ct) is not { } preview)
        {
            faults.Add("contactId", $"This workspace has no contact {request.ContactId}. GET /api/contacts lists them.");
            return faults.ToProblem("Correct what is named below and send it again.");
        }
        return TypedResults.Ok(TemplatePreview.Of(renderer.Render(content, preview.Context, explain: true), preview.Contact));
    }

    private static async Task<Ok<TemplateLanguage>> VariablesAsync(Caller caller, ProductFeedStore feeds, CancellationToken ct) =>
        TypedResults.Ok(TemplateLanguage.With(await feeds.ForAsync(caller.WorkspaceId, ct)));

    private static async Task<Template?> FindAsync(string id, Caller caller, TemplateStore templates, CancellationToken ct) =>
        PublicId.TryParse(Ids.Template, id, out var known) ? await templates.FindAsync(caller.WorkspaceId, known, ct) : null;

    private static Created<TemplateView> Created(Template template, TemplateRenderer renderer) =>
        TypedResults.Created($"/api/templates/{Ids.Out(Ids.Template, template.Id)}", View(template, renderer));

    private static TemplateView View(Template template, TemplateRenderer renderer) => TemplateView.Of(template, renderer.Compile(template.Content).Problems);

    private static TemplateContent Content(TemplateEdit edit, TemplateContent before) => new(
        edit.Subject ?? before.Subject, edit.Preheader ?? before.Preheader, edit.Html ?? before.Html, edit.Text ?? before.Text);

    private static TemplateContent Content(PreviewRequest request) =>
        new(request.Subject ?? "", request.Preheader ?? "", request.Html ?? "", request.Text ?? "");

    private static Guid? ReadId(string prefix, string? text, string path, Faults faults)
    {
        if (text is null) return null;
        if (PublicId.TryParse(prefix, text, out var id)) return id;
        faults.Add(path, $"{text} is no id of this kind: they begin with {prefix}_.");
        return null;
    }

    private static Faults Check(string name, TemplateChannel channel, TemplateContent content)
    {
        var faults = new Faults();
        if (name.Length is 0 or > LongestName) faults.Add("name", $"Give it a name of 1 to {LongestName} characters.");
        CheckContent(content, faults);
        if (channel == TemplateChannel.Sms && content is not { Subject: "", Preheader: "", Html: "" }) faults.Add("text", "A text message is text alone: leave subject, preheader and HTML out.");
        return faults;
    }

    private static void CheckContent(TemplateContent content, Faults faults)
    {
        if (content.Subject.Length > TemplateContent.LongestLine) faults.Add("subject", "A subject has at most 1,000 characters.");
        if (content.Subject.AsSpan().ContainsAny('\r', '\n')) faults.Add("subject", "A subject is one line.");
        if (content.Preheader.Length > TemplateContent.LongestLine) faults.Add("preheader", "A preheader has at most 1,000 characters.");
        if (content.Html.Length > TemplateContent.LongestBody) faults.Add("html", "The HTML has at most 500,000 characters; mail programs cut at 100,000.");
        if (content.Text.Length > TemplateContent.LongestBody) faults.Add("text", "The text has at most 500,000 characters.");
    }

    private static string Etag(Template template) => $"\"{template.Version}\"";

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no template {id}. GET /api/templates lists them.", title: "There is no such template.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Stale() => TypedResults.Problem(
        "Somebody changed it after you read it. Read it again, apply your change to what it is now, and send the new ETag in If-Match.",
        title: "The template has changed meanwhile.",
        statusCode: StatusCodes.Status412PreconditionFailed);
}
