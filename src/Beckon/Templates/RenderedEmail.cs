namespace Beckon.Templates;

/// <summary>What one contact reads, and what is to be said about it.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Preheader">One line, empty for none; the HTML holds it already.</param>
/// <param name="Html">With the preheader as hidden text, without tracking.</param>
/// <param name="Text">The plain-text part.</param>
/// <param name="Problems">Blocking ones mean that the message must not be sent.</param>
public sealed record RenderedEmail(string Subject, string Preheader, string Html, string Text, IReadOnlyList<TemplateProblem> Problems)
{
    /// <summary>The first reason why it must not be sent; null when it may.</summary>
    public TemplateProblem? Blocking => Problems.FirstOrDefault(problem => problem.Blocking);
}
