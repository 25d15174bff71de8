{#
  leakage(cuts=4, mode='both', at=[])

  Stands at a model with clocks. Rebuilds it without its future, in schemas of its own, and fails when what it says of the
  past is another: `assay leakage`, as a test of one model. SQL alone cannot tell: Assay carries it out. Its failures are
  the rows of the past that differ, at the cut where most do. What cannot be tried is an error, and no pass.

  cuts    at how many moments
  mode    'truncate' hides the future, 'perturb' alters it, 'both' does one after the other
  at      these moments instead: ['2026-03-01']

  Example:

      data_tests:
        - assay.leakage:
            arguments: {cuts: 6, mode: truncate}
#}
{% test leakage(model, cuts=4, mode='both', at=[]) %}
select 'assay build and assay test rebuild it without its future; no query finds out' as leakage
{% endtest %}
