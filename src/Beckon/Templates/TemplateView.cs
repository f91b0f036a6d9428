using Beckon.Kernel;

namespace Beckon.Templates;

/// <summary>A template.</summary>
/// <param name="Id">Starts with <c>tpl_</c>.</param>
/// <param name="Name">What its makers call it.</param>
/// <param name="Channel">What it is sent over; never changes.</param>
/// <param name="Category">What it is for.</param>
/// <param name="Subject">One line, Handlebars.</param>
/// <param name="Preheader">What mail programs show beside the subject, Handlebars.</param>
/// <param name="Html">The HTML part, Handlebars.</param>
/// <param name="Text">The plain-text part, Handlebars; made from the HTML when empty.</param>
/// <param name="Version">The ETag: send it back in <c>If-Match</c> when editing.</param>
/// <param name="Problems">What is wrong with it; it can be kept like that, but not sent while one is blocking.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last edited.</param>
public sealed record TemplateView(
    string Id, string Name, TemplateChannel Channel, TemplateCategory Category, string Subject, string Preheader, string Html, string Text,
    int Version, IReadOnlyList<TemplateProblem> Problems, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static TemplateView Of(Template template, IReadOnlyList<TemplateProblem> problems) => new(
        Ids.Out(Ids.Template, template.Id), template.Name, template.Channel, template.Category, template.Content.Subject,
        template.Content.Preheader, template.Content.Html, template.Content.Text, template.Version, problems, template.CreatedAt, template.UpdatedAt);
}

/// <summary>A template to be made, or as it shall be.</summary>
/// <param name="Name">Up to 200 characters.</param>
/// <param name="Category">What it is for; <c>other</c> when left out.</param>
/// <param name="Subject">One line, Handlebars.</param>
/// <param name="Preheader">What mail programs show beside the subject, Handlebars.</param>
/// <param name="Html">The HTML part, Handlebars.</param>
/// <param name="Text">The plain-text part, Handlebars; made from the HTML when empty. Of a text message it is all there is.</param>
/// <param name="Channel">What it is sent over: said when it is made, <c>email</c> when left out.</param>
public sealed record TemplateEdit(
    string? Name = null, TemplateCategory? Category = null, string? Subject = null, string? Preheader = null, string? Html = null, string? Text = null,
    TemplateChannel? Channel = null);

/// <summary>Content to be rendered as a contact would see it.</summary>
/// <param name="Subject">One line, Handlebars.</param>
/// <param name="Preheader">Handlebars.</param>
/// <param name="Html">Handlebars.</param>
/// <param name="Text">Handlebars; made from the HTML when empty.</param>
/// <param name="ContactId">For whom; the contact who last abandoned a cart when left out.</param>
/// <param name="CartId">With which of their carts; the last abandoned one when left out.</param>
public sealed record PreviewRequest(
    string? Subject = null, string? Preheader = null, string? Html = null, string? Text = null, string? ContactId = null, string? CartId = null);

/// <summary>What a contact would see.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Preheader">The preheader.</param>
/// <param name="Html">The HTML, without tracking.</param>
/// <param name="Text">The plain-text part.</param>
/// <param name="Problems">What is wrong, and what was empty for this contact.</param>
/// <param name="Contact">For whom it was rendered.</param>
public sealed record TemplatePreview(
    string Subject, string Preheader, string Html, string Text, IReadOnlyList<TemplateProblem> Problems, PreviewContact Contact)
{
    public static TemplatePreview Of(RenderedEmail email, PreviewContact contact) =>
        new(email.Subject, email.Preheader, email.Html, email.Text, email.Problems, contact);
}

/// <summary>The contact of a preview.</summary>
/// <param name="Id">Starts with <c>con_</c>; null for the made-up shopper that is shown while there are no abandoned carts.</param>
/// <param name="Name">Their name, or what else is known of them.</param>
/// <param name="Email">Their address.</param>
/// <param name="CartId">The cart it shows, starting with <c>crt_</c>; null when they have none.</param>
public sealed record PreviewContact(string? Id, string Name, string? Email, string? CartId);
